/** What the page of the graph and the extension say to each other. Names and types; imports nothing. */

/** What the page asks to see. */
export interface GraphFilter {
  readonly search: string;
  readonly system: string;
  readonly access: '' | 'read' | 'write' | 'admin';
  readonly onlyOpen: boolean;
  readonly onlyChanged: boolean;
}

/** From the extension to the page. */
export type ToPage =
  | {
      readonly type: 'picture';
      readonly svg: string;
      readonly legend: string;
      readonly outline: readonly PageEntry[];
      readonly systems: readonly string[];
      readonly shown: number;
      readonly hidden: number;
      /** Whether a base to compare with is chosen. */
      readonly comparable: boolean;
    }
  | { readonly type: 'select'; readonly node: string }
  | { readonly type: 'failed' };

export interface PageEntry {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly detail: string;
  readonly lines: readonly { readonly text: string; readonly state: string; readonly to: string }[];
}

/** From the page to the extension. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'filter'; readonly filter: GraphFilter }
  | { readonly type: 'open'; readonly node: string }
  | { readonly type: 'expand'; readonly cluster: string };
