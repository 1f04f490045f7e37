/** What happens to nodes. */
interface Happenings {
  readonly opened: (node: string) => void;
  readonly expanded: (cluster: string) => void;
  /** All words of the node that is looked at. */
  readonly looked: (words: string) => void;
}

const least = 0.2;
const most = 3;

/** The drawn graph: it is gone through with the arrow keys, chosen with Enter, and shows what is near to a node. */
export class Picture {
  private svg: SVGSVGElement | undefined;
  private scale = 1;
  private selected: string | undefined;
  private isFitted = false;

  constructor(
    private readonly at: HTMLElement,
    private readonly happenings: Happenings,
  ) {
    at.addEventListener('click', ({ target }) => {
      const node = target instanceof Element ? target.closest<SVGGElement>('.node') : null;
      if (node !== null) this.choose(node);
    });
    at.addEventListener('pointerover', ({ target }) => {
      const node = target instanceof Element ? target.closest<SVGGElement>('.node') : null;
      if (node !== null) this.happenings.looked(node.dataset['words'] ?? '');
    });
    at.addEventListener('keydown', (event) => {
      this.key(event);
    });
    at.addEventListener('focusin', ({ target }) => {
      if (target instanceof SVGGElement && target.classList.contains('node')) this.mark(idOf(target));
    });
  }

  /** Puts a new picture in place of the old one; what was selected stays so, where it is still there. */
  draw(svg: string): void {
    const hadFocus = this.at.contains(document.activeElement);
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    const now = document.importNode(parsed, true);
    if (!(now instanceof SVGSVGElement)) return;
    this.svg = now;
    this.at.replaceChildren(now);
    for (const node of this.nodes()) {
      node.setAttribute('role', 'button');
      node.setAttribute('tabindex', '-1');
      // What a tooltip would say stands below the picture: it is part of no name, and the keyboard gets it too.
      const title = node.querySelector('title');
      node.dataset['words'] = title?.textContent.replace('\n', ' · ') ?? '';
      title?.remove();
    }
    this.size();
    if (!this.isFitted) this.fit();
    const kept = this.selected === undefined ? undefined : this.node(this.selected);
    (kept ?? this.nodes()[0])?.setAttribute('tabindex', '0');
    if (kept !== undefined) this.mark(idOf(kept));
    if (kept !== undefined && hadFocus) kept.focus();
  }

  /** Shows the node and what is near to it. */
  select(id: string): void {
    const node = this.node(id);
    this.mark(id);
    node?.scrollIntoView({ block: 'center', inline: 'center' });
  }

  zoom(by: number): void {
    this.scale = Math.min(most, Math.max(least, this.scale * by));
    this.size();
  }

  /** As wide as there is room, and never so small that nothing can be read. */
  fit(): void {
    const width = this.svg?.viewBox.baseVal.width ?? 0;
    if (width === 0 || this.at.clientWidth === 0) return;
    this.isFitted = true;
    this.scale = Math.min(1, Math.max(0.55, (this.at.clientWidth - 16) / width));
    this.size();
  }

  private size(): void {
    const { svg } = this;
    if (svg === undefined) return;
    const { width, height } = svg.viewBox.baseVal;
    svg.setAttribute('width', String(Math.round(width * this.scale)));
    svg.setAttribute('height', String(Math.round(height * this.scale)));
  }

  private choose(node: SVGGElement): void {
    const id = idOf(node);
    this.mark(id);
    if (node.classList.contains('cluster')) this.happenings.expanded(id);
    else this.happenings.opened(id);
  }

  private mark(id: string): void {
    this.selected = id;
    for (const node of this.nodes()) {
      const isHere = idOf(node) === id;
      node.classList.toggle('selected', isHere);
      node.setAttribute('tabindex', isHere ? '0' : '-1');
      if (isHere) node.setAttribute('aria-current', 'true');
      else node.removeAttribute('aria-current');
    }
    for (const edge of this.edges()) {
      edge.classList.toggle('near', edge.dataset['from'] === id || edge.dataset['to'] === id);
    }
    this.happenings.looked(this.node(id)?.dataset['words'] ?? '');
    this.svg?.classList.toggle('has-selection', this.node(id) !== undefined);
  }

  private key(event: KeyboardEvent): void {
    const node = event.target instanceof Element ? event.target.closest<SVGGElement>('.node') : null;
    if (node === null) return;
    if (event.key === 'Enter' || event.key === ' ') this.choose(node);
    else {
      const next = this.beside(node, event.key);
      if (next === undefined) return;
      next.focus();
      next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    event.preventDefault();
  }

  /** Left and right follow the lines, up and down stay in the column; the nearest is taken. */
  private beside(node: SVGGElement, key: string): SVGGElement | undefined {
    const here = middle(node);
    const nodes = this.nodes();
    const nearest = (those: readonly SVGGElement[]): SVGGElement | undefined =>
      [...those].sort((a, b) => distance(middle(a), here) - distance(middle(b), here))[0];
    switch (key) {
      case 'ArrowRight':
        return nearest(this.joined(node, 'from', 'to'));
      case 'ArrowLeft':
        return nearest(this.joined(node, 'to', 'from'));
      case 'ArrowDown':
        return nearest(nodes.filter((one) => isColumn(one, here) && middle(one).y > here.y));
      case 'ArrowUp':
        return nearest(nodes.filter((one) => isColumn(one, here) && middle(one).y < here.y));
      case 'Home':
        return nodes[0];
      case 'End':
        return nodes.at(-1);
      default:
        return undefined;
    }
  }

  private joined(node: SVGGElement, near: 'from' | 'to', far: 'from' | 'to'): readonly SVGGElement[] {
    return this.edges()
      .filter((edge) => edge.dataset[near] === idOf(node))
      .flatMap((edge) => this.node(edge.dataset[far] ?? '') ?? []);
  }

  private node(id: string): SVGGElement | undefined {
    return this.nodes().find((node) => idOf(node) === id);
  }

  private nodes(): readonly SVGGElement[] {
    return [...(this.svg?.querySelectorAll<SVGGElement>('.node') ?? [])];
  }

  private edges(): readonly SVGGElement[] {
    return [...(this.svg?.querySelectorAll<SVGGElement>('.edge') ?? [])];
  }
}

function idOf(node: SVGGElement): string {
  return node.dataset['id'] ?? '';
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function middle(node: SVGGElement): Place {
  const { x, y, width, height } = node.getBBox();
  return { x: x + width / 2, y: y + height / 2 };
}

function isColumn(node: SVGGElement, { x }: Place): boolean {
  return Math.abs(middle(node).x - x) < 100;
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
