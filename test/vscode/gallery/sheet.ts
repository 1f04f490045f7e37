import type { Shown } from './shots.js';

/** A page that shows all pictures of a folder, each where there is something to see, those with remarks first. */
export function contactSheet(pictures: readonly ({ readonly name: string } & Shown)[]): string {
  const figures = [...pictures]
    .sort((a, b) => b.remarks.length - a.remarks.length)
    .map(
      ({ name, remarks, detail, box }) =>
        `<figure><figcaption><b>${escaped(name)}</b> ${escaped([...remarks, detail].join('; '))}</figcaption>` +
        `<a href="${encodeURI(name)}.png">${picture(name, box)}</a></figure>`,
    );
  return `<!DOCTYPE html><meta charset="utf-8"><title>What people see</title>
<style>body { font: 14px system-ui; } figure { display: inline-block; margin: 8px; vertical-align: top } img { border: 1px solid #888 }</style>
${figures.join('\n')}
`;
}

function picture(name: string, box: Shown['box']): string {
  const image = `<img src="${encodeURI(name)}.png" alt="${escaped(name)}"`;
  if (box === undefined) return `${image}>`;
  const { x, y, width, height } = box;
  return `${image} width="${String(width)}" height="${String(height)}" style="object-fit: none; object-position: -${String(x)}px -${String(y)}px; width: ${String(width)}px; height: ${String(height)}px">`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
