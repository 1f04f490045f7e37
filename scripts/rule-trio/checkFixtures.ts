import type { Rule } from '../../server/src/core/rules/rule.js';
import { hasNoAutomaticFix } from './checkPage.js';
import { filesBelow, namesIn, PLACES, readText } from './places.js';

/** A case where the rule speaks, one where it is silent although it is close, and one that shows its fix. */
export function checkFixtures({ meta }: Rule): readonly string[] {
  const folder = `${PLACES.fixtures}/${meta.id}`;
  const cases = namesIn(folder, 'folder').map((name) => readCase(`${folder}/${name}`, meta.id));
  if (cases.length === 0) return [`no case in ${folder}/`];
  const unfixable = hasNoAutomaticFix(readText(`${PLACES.pages}/${meta.id}.md`) ?? '');
  const complaints: string[] = [];
  if (!cases.some(({ marked }) => marked)) complaints.push(`no case in ${folder}/ has a marker of this rule`);
  if (!cases.some(({ marked }) => !marked)) complaints.push(`no case in ${folder}/ is without one`);
  if (unfixable && cases.some(({ fixed }) => fixed)) {
    complaints.push('the page says "No automatic fix", and a case shows one');
  } else if (!unfixable && !cases.some(({ fixed }) => fixed)) {
    complaints.push(
      `no case in ${folder}/ shows a fix (a <file>.fixed); if there can be none, say why on the page`,
    );
  }
  return complaints;
}

function readCase(folder: string, id: string): { readonly marked: boolean; readonly fixed: boolean } {
  const files = filesBelow(folder);
  const marker = new RegExp(`^\\s*(?:#|//)~.*\\b(?:error|warning|information|hint) \\[${id}\\]`, 'mu');
  return {
    marked: files.some((path) => marker.test(readText(path) ?? '')),
    fixed: files.some((path) => path.endsWith('.fixed')),
  };
}
