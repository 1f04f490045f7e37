/** A part of a page that is written by a script, between two comments. */
export interface Section {
  readonly open: string;
  readonly close: string;
}

export function section(name: string): Section {
  return { open: `<!-- generated: ${name} -->`, close: `<!-- /generated: ${name} -->` };
}

/** The page with this in the section; unchanged when it has no such section. */
export function fillSection(page: string, { open, close }: Section, content: string): string {
  const start = page.indexOf(open);
  const end = page.indexOf(close, start);
  if (start < 0 || end < 0) return page;
  return `${page.slice(0, start + open.length)}\n\n${content.trim()}\n\n${page.slice(end)}`;
}
