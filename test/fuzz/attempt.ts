import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import { codeLenses } from '../../server/src/core/ide/codeLenses.js';
import { hover } from '../../server/src/core/ide/hover.js';
import { sessionCard } from '../../server/src/core/ide/sessionCard.js';
import type { LoweringTools } from '../../server/src/core/model/loweringTools.js';
import { renderReport } from '../../server/src/core/report/renderReport.js';
import { REPORT_FORMATS } from '../../server/src/core/report/reportFormats.js';
import { markdownText } from '../../server/src/core/text/markdown.js';
import type { NamedRepository } from '../support/contract/everyFixture.js';
import { Random } from '../support/random.js';
import { uriOf } from '../support/repository.js';
import { HOSTILE } from './hostile.js';

const ROOT = uriOf('').replace(/\/$/u, '');

/** What a terminal acts upon, apart from the ends of lines. */

const SENT = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Changes the files of a fixture, shows the result in every way, and changes it again as somebody who types does. Throws
 * where something fails, or where a sign of a file is sent that a terminal would act upon.
 *
 * @param name by which the very same attempt is made again
 * @param tools what scripts and policies are read with
 */
export function attempt({ repository }: NamedRepository, name: string, tools: LoweringTools): void {
  const random = Random.of(name);
  const host = new AnalysisHost({ lean: true, tools });
  const texts = new Map([...repository].map(([path, text]) => [path, mutated(text, random)]));
  host.apply([...texts].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
  look(host, texts, random);
  const [path, text] = random.pick([...texts]);
  const typed = mutated(text, random);
  host.apply([{ uri: uriOf(path), root: ROOT, text: typed }]);
  look(host, new Map([...texts, [path, typed]]), random);
}

function look(host: AnalysisHost, texts: ReadonlyMap<string, string>, random: Random): void {
  const { snapshot } = host;
  for (const format of REPORT_FORMATS) {
    const report = renderReport(snapshot, ROOT, format, { version: '0' });
    check(`the report as ${format}`, report);
    if (format === 'json' || format === 'sarif') JSON.parse(report);
  }
  for (const [path, text] of texts) {
    const uri = uriOf(path);
    for (const { title } of codeLenses(snapshot, uri)) check('a lens', title);
    for (const offset of random.some(2, 5, () => random.below(text.length + 1))) {
      const content = hover(snapshot, uri, offset);
      if (content !== undefined) check('a hover', markdownText(content.markdown));
    }
    for (const finding of snapshot.findings(uri)) snapshot.fixes(finding);
    for (const { message } of snapshot.problems(uri)) {
      // What fails is kept where it happens; here it must not happen.
      if (message.includes('an error in TrustScope')) throw new Error(message);
    }
  }
  for (const scope of snapshot.model.scopes.slice(0, 20)) {
    const { title, markdown } = sessionCard(scope, snapshot.findings(scope.file.uri), snapshot.model);
    check('a title', title);
    check('a card', markdownText(markdown));
  }
}

function check(what: string, text: string): void {
  const sent = SENT.exec(text);
  if (sent === null) return;
  const around = JSON.stringify(text.slice(Math.max(0, sent.index - 40), sent.index + 40));
  throw new Error(`${what} sends what a terminal acts upon: ${around}`);
}

/** A few changes of the kinds that people, tools and enemies make. */
function mutated(text: string, random: Random): string {
  let result = text;
  for (let count = random.below(4); count >= 0; count -= 1) {
    const start = random.below(result.length + 1);
    const end = Math.min(result.length, start + random.below(60));
    const piece = result.slice(start, end);
    const instead = random.pick([
      '',
      piece + piece,
      random.pick(HOSTILE),
      `${random.pick(HOSTILE)}${piece}`,
      piece.split('').reverse().join(''),
      piece.replace(/\w+/u, () => random.pick(HOSTILE)),
      `${piece}\n${' '.repeat(random.below(12))}`,
    ]);
    result = result.slice(0, start) + instead + (random.chance(0.03) ? '' : result.slice(end));
  }
  return result;
}
