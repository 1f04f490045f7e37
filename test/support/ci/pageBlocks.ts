/** One block of code of a page, with what stands behind the name of its language. */
export interface PageBlock {
  readonly language: string;
  /** `path`: where a reader puts it; `file`: where it stands as a file, from the page's folder. */
  readonly info: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The fenced blocks of a page, in order. */
export function pageBlocks(page: string): readonly PageBlock[] {
  return [...page.matchAll(/^```(?<language>\w+)(?<info>[^\n]*)\n(?<text>[\s\S]*?)^```$/gmu)].map(
    ({ groups = {} }) => ({
      language: groups['language'] ?? '',
      info: Object.fromEntries(
        [...(groups['info'] ?? '').matchAll(/(\w+)=(\S+)/gu)].map(([, key = '', value = '']) => [key, value]),
      ),
      text: groups['text'] ?? '',
    }),
  );
}
