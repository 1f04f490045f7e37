/** What the tests use of markdown-it, which has no types of its own: a reader of CommonMark with GitHub's tables. */
declare module 'markdown-it' {
  export interface Token {
    readonly type: string;
    readonly content: string;
    readonly children: readonly Token[] | null;
  }
  // eslint-disable-next-line no-restricted-syntax -- that is how the package exports it
  export default class MarkdownIt {
    constructor(options: { readonly html: boolean; readonly linkify: boolean });
    parse(text: string, environment: object): readonly Token[];
  }
}
