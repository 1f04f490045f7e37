import type { FromPage, GraphFilter, ToPage } from '../src/graph/messages.js';
import { element } from './element.js';
import { Outline } from './outline.js';
import { Picture } from './picture.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** How long to wait for the next letter of a search. */
const pauseMilliseconds = 200;

const api = acquireVsCodeApi();
const say = (message: FromPage): void => {
  api.postMessage(message);
};

const picture = new Picture(element('picture'), {
  opened: (node) => {
    say({ type: 'open', node });
  },
  expanded: (cluster) => {
    say({ type: 'expand', cluster });
  },
  looked: (words) => {
    element('here').textContent = words;
  },
});
const outline = new Outline(element('outline'), (node) => {
  picture.select(node);
  say({ type: 'open', node });
});

const search = element('search', HTMLInputElement);
const system = element('system', HTMLSelectElement);
const access = element('access', HTMLSelectElement);
const onlyOpen = element('only-open', HTMLInputElement);
const onlyChanged = element('only-changed', HTMLInputElement);
const asList = element('as-list', HTMLButtonElement);

function filter(): GraphFilter {
  return {
    search: search.value,
    system: system.value,
    access: access.value as GraphFilter['access'],
    onlyOpen: onlyOpen.checked,
    onlyChanged: onlyChanged.checked,
  };
}

function changed(): void {
  say({ type: 'filter', filter: filter() });
}

let timer: ReturnType<typeof setTimeout> | undefined;
search.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(changed, pauseMilliseconds);
});
for (const control of [system, access, onlyOpen, onlyChanged]) control.addEventListener('change', changed);

element('wider', HTMLButtonElement).addEventListener('click', () => {
  picture.zoom(1.25);
});
element('narrower', HTMLButtonElement).addEventListener('click', () => {
  picture.zoom(0.8);
});
element('fit', HTMLButtonElement).addEventListener('click', () => {
  picture.fit();
});
asList.addEventListener('click', () => {
  showList(asList.getAttribute('aria-pressed') !== 'true');
});

function showList(isList: boolean): void {
  asList.setAttribute('aria-pressed', String(isList));
  element('outline').hidden = !isList;
  element('picture').hidden = isList;
}

function take(message: ToPage): void {
  switch (message.type) {
    case 'picture': {
      picture.draw(message.svg);
      outline.draw(message.outline);
      element('legend').replaceChildren(...parsed(message.legend));
      offer(message.systems);
      const row = element('changed-row');
      row.hidden = !message.comparable;
      element('status').textContent = statusOf(message);
      element('empty').hidden = message.shown > 0;
      break;
    }
    case 'select':
      picture.select(message.node);
      outline.select(message.node);
      break;
    case 'failed':
      element('status').textContent = 'The graph could not be drawn; the log of TrustScope says why.';
  }
}

function statusOf({ shown, hidden }: { readonly shown: number; readonly hidden: number }): string {
  const left = hidden === 0 ? '' : `, ${String(hidden)} left out`;
  return `${String(shown)} session${shown === 1 ? '' : 's'}${left}`;
}

/** Our own markup, in which the server has escaped all text; scripts in it would not run. */
function parsed(html: string): Node[] {
  return [...new DOMParser().parseFromString(html, 'text/html').body.childNodes];
}

function offer(systems: readonly string[]): void {
  const now = system.value;
  const options = ['', ...systems].map((name) => {
    const option = document.createElement('option');
    option.value = name;
    option.textContent = name === '' ? 'All systems' : name;
    return option;
  });
  system.replaceChildren(...options);
  system.value = systems.includes(now) ? now : '';
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  take(data);
});
showList(false);
say({ type: 'ready' });
