import { grouped } from '../../collections/grouping.js';
import type { SessionFacts } from '../../model/facts.js';
import type { Login, LoginRun, SessionLogin } from '../../model/login.js';
import { differenceWords, doubtWords } from '../../model/loginWords.js';
import { capital, joined, listed, sentence } from '../../text/phrases.js';
import { sessionMarkdown } from './identity.js';
import type { Markdown } from '../../text/markdown.js';
import { code, isNothing, items, mark, NOTHING, paragraphs, plain } from '../../text/markdown.js';

/** More ways of running than that are counted. */
const SHOWN = 3;

/** Whether a role trusts a session, in one sentence without a full stop: "role `deploy` refuses job `publish`". */
export function loginTitle(session: SessionFacts, role: SessionFacts, login: Login): Markdown {
  const [who, whom] = [sessionMarkdown(role), sessionMarkdown(session)];
  switch (login.verdict) {
    case 'admitted':
      return mark`${who} admits ${whom}`;
    case 'refused':
      return mark`${who} refuses ${whom}`;
    case 'not-known':
      return login.likely === true
        ? mark`${who} most likely admits ${whom}`
        : mark`whether ${who} admits ${whom} is not known`;
  }
}

/** The same with every way in which the session can run: what starts it, the subject that it shows, the verdict. */
export function loginMarkdown(session: SessionFacts, role: SessionFacts, login: SessionLogin): Markdown {
  return paragraphs([
    headed(capital(loginTitle(session, role, login)), loginReason(login)),
    loginRuns(login),
  ]);
}

/** The verdict, and why in a sentence of its own. */
function headed(title: Markdown, reason: Markdown): Markdown {
  return isNothing(reason) ? mark`**${title}**` : mark`**${title}.** ${reason}`;
}

/** What differs, or what it hangs on; empty for one that is admitted. */
export function loginReason(login: Login): Markdown {
  if (login.verdict === 'refused') {
    return login.differs.length === 0
      ? NOTHING
      : sentence(mark`it ${plain(joined(login.differs.map(differenceWords)))}`);
  }
  return login.verdict === 'not-known'
    ? sentence(mark`that hangs on ${plain(doubtWords(login.hangsOn))}`)
    : NOTHING;
}

/** The same without the ways of running where all come to the same: for a hover, where others stand beside it. */
export function loginBrief(session: SessionFacts, role: SessionFacts, login: SessionLogin): Markdown {
  const verdicts = new Set(login.runs.map(({ verdict, likely }) => `${verdict} ${String(likely)}`));
  return paragraphs([
    headed(capital(loginTitle(session, role, login)), loginReason(login)),
    verdicts.size > 1 ? loginRuns(login, 1) : NOTHING,
  ]);
}

/** A line for each event and subject, of which it names as many as are asked for. */
export function loginRuns({ runs }: SessionLogin, named = 3): Markdown {
  const groups = [...grouped(runs, ({ event, subjects }) => `${event} ${subjects.join(' ')}`).values()];
  const lines = groups.slice(0, SHOWN).map((group) => runLine(group, named));
  const more = groups.length - SHOWN;
  return items([...lines, ...(more > 0 ? [mark`and ${more} more`] : [])]);
}

function runLine(runs: readonly LoginRun[], named: number): Markdown {
  const [first] = runs;
  if (first === undefined) return NOTHING;
  const shown =
    first.subjects.length === 0
      ? 'is given no token'
      : mark`shows ${listed(first.subjects.map(code), named)}`;
  return mark`${code(first.event)} ${shown}: ${plain(verdictWords(runs))}`;
}

const WORDS = { admitted: 'admitted', refused: 'refused', 'not-known': 'not known' } as const;

function verdictWords(runs: readonly LoginRun[]): string {
  const words = new Set(
    runs.map(({ verdict, likely }) => (likely === true ? 'most likely admitted' : WORDS[verdict])),
  );
  const [only, ...others] = words;
  return others.length === 0 ? (only ?? '') : `${joined([...words], 'or')}, by what else the run is`;
}
