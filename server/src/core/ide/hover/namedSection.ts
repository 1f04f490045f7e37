import type { Snapshot } from '../../analysis/snapshot.js';
import type { Origin } from '../../model/origin.js';
import type { NamedThing } from '../../model/pointing.js';
import { leastTrusted } from '../../model/trustScope.js';
import type { TrustScope } from '../../model/trustScope.js';
import type { TextRange } from '../../text/textRange.js';
import { sameRange, touches } from '../../text/textRange.js';
import type { Uri } from '../../text/uri.js';
import { baseName } from '../../text/uri.js';
import type { Markdown } from '../../text/markdown.js';
import { code, lines, link, mark, NOTHING, paragraphs, plain } from '../../text/markdown.js';
import { capital } from '../../text/phrases.js';
import { describeGrants, ownGrants } from '../describe/grants.js';
import { sessionMarkdown } from '../describe/identity.js';
import { verdictWords } from '../describe/verdict.js';

/** More things of one name than that are not told one by one. */
const SHOWN = 3;

/** What a name means: the identity, with how far that reaches, or the line where it is defined. */
export function namedSection({ targets, standFor = targets }: NamedThing, snapshot: Snapshot): Markdown {
  return paragraphs(
    standFor.slice(0, SHOWN).map((target) => {
      const scopes = snapshot.model
        .scopesOf(target.uri)
        .filter(({ facts }) => sameRange(facts.origin.range, target.range));
      const [scope] = scopes;
      return scope === undefined ? definition(target, snapshot) : identity(scope, scopes.length);
    }),
  );
}

/** The identities that a call makes: of a module, or of a nested stack. `undefined` where the offset stands at no call. */
export function madeAt(
  scopes: readonly TrustScope[],
  uri: Uri,
  offset: number,
): { readonly markdown: Markdown; readonly range: TextRange } | undefined {
  const made = scopes.flatMap((scope) => {
    const call = scope.facts.madeBy?.find(
      ({ origin }) => origin.uri === uri && touches(origin.range, offset),
    );
    return call === undefined ? [] : [{ scope, range: call.origin.range }];
  });
  const [first] = made;
  if (first === undefined) return undefined;
  const left = made.length - SHOWN;
  const shown = made.slice(0, SHOWN).map(({ scope }) => identity(scope, 1));
  const markdown = paragraphs([...shown, left > 0 ? mark`And ${left} more that this makes.` : NOTHING]);
  return { markdown, range: first.range };
}

function identity(scope: TrustScope, count: number): Markdown {
  const { uri } = scope.facts.origin;
  const grants = ownGrants(scope);
  const least = leastTrusted(scope.initiators);
  const others = count > 1 ? mark`, one of ${count} that are made here` : NOTHING;
  return paragraphs([
    mark`**${capital(sessionMarkdown(scope.facts))}: ${plain(verdictWords(scope.width))}** (${link(plain(baseName(uri)), uri)}${others})`,
    lines([
      grants.length === 0 ? 'What it may do is not known.' : mark`Reaches ${describeGrants(grants)}.`,
      least === undefined ? '' : mark`Started by ${plain(least.who)}.`,
    ]),
  ]);
}

/** The line that defines it, where no session stands at it. */
function definition({ uri, range }: Origin, snapshot: Snapshot): Markdown {
  const file = snapshot.file(uri);
  const line = file?.lines.positionAt(range.start).line ?? 0;
  const text = file?.text.split(/\r\n|\r|\n/u)[line]?.trim() ?? '';
  return lines([
    mark`Defined in ${link(plain(baseName(uri)), uri)}, line ${line + 1}:`,
    text === '' ? '' : code(text),
  ]);
}
