import type { PageEntry } from '../src/graph/messages.js';

/** The picture in words: a list that a screen reader reads, and that the keyboard goes through like any other. */
export class Outline {
  constructor(
    private readonly at: HTMLElement,
    private readonly opened: (node: string) => void,
  ) {}

  draw(entries: readonly PageEntry[]): void {
    this.at.replaceChildren(...entries.map((entry) => this.entry(entry)));
  }

  select(node: string): void {
    for (const button of this.at.querySelectorAll('button')) {
      const isHere = button.dataset['id'] === node;
      if (isHere) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  }

  private entry({ id, label, detail, lines }: PageEntry): HTMLElement {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.textContent = label;
    button.dataset['id'] = id;
    button.addEventListener('click', () => {
      this.opened(id);
    });
    const words = document.createElement('span');
    words.textContent = ` ${detail}`;
    const list = document.createElement('ul');
    for (const { text, state } of lines) {
      const line = document.createElement('li');
      line.textContent = text;
      line.className = state;
      list.append(line);
    }
    item.append(button, words, list);
    return item;
  }
}
