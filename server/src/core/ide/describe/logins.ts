import { grouped } from '../../collections/grouping.js';
import type { SessionFacts } from '../../model/facts.js';
import type { Login, LoginRun, SessionLogin } from '../../model/login.js';
import { differenceWords, doubtWords } from '../../model/loginWords.js';
import { joined, listed, sentence } from '../../text/phrases.js';
import { sessionMarkdown } from './identity.js';
import { code, paragraphs, plain } from './markdown.js';

/** More ways of running than that are counted. */
const SHOWN = 6;

/** Whether a role lets a session in, in one sentence without a full stop: "role `deploy` refuses job `publish`". */
export function loginTitle(session: SessionFacts, role: SessionFacts, login: Login): string {
  const [who, whom] = [sessionMarkdown(role), sessionMarkdown(session)];
  switch (login.verdict) {
    case 'admitted':
      return `${who} admits ${whom}`;
    case 'refused':
      return `${who} refuses ${whom}`;
    case 'not-known':
      return login.likely === true
        ? `${who} most likely admits ${whom}`
        : `whether ${who} admits ${whom} is not known`;
  }
}

/** The same with every way in which the session can run: what starts it, the subject that it shows, the verdict. */
export function loginMarkdown(session: SessionFacts, role: SessionFacts, login: SessionLogin): string {
  return paragraphs([
    `**${sentence(loginTitle(session, role, login)).replace(/\.$/u, '')}**`,
    loginReason(login),
    loginRuns(login),
  ]);
}

/** What differs, or what it hangs on; empty for one that is admitted. */
export function loginReason(login: Login): string {
  if (login.verdict === 'refused') {
    return login.differs.length === 0
      ? ''
      : sentence(`it ${plain(joined(login.differs.map(differenceWords)))}`);
  }
  return login.verdict === 'not-known' ? sentence(`that hangs on ${plain(doubtWords(login.hangsOn))}`) : '';
}

/** A line for each event and subject. */
export function loginRuns({ runs }: SessionLogin): string {
  const groups = [...grouped(runs, ({ event, subjects }) => `${event} ${subjects.join(' ')}`).values()];
  const lines = groups.slice(0, SHOWN).map((group) => runLine(group));
  const more = groups.length - SHOWN;
  return [...lines, ...(more > 0 ? [`- and ${String(more)} more`] : [])].join('\n');
}

function runLine(runs: readonly LoginRun[]): string {
  const [first] = runs;
  if (first === undefined) return '';
  const shown =
    first.subjects.length === 0 ? 'is given no token' : `shows ${listed(first.subjects.map(code), 3)}`;
  return `- ${code(first.event)} ${shown}: ${verdictWords(runs)}`;
}

const WORDS = { admitted: 'admitted', refused: 'refused', 'not-known': 'not known' } as const;

function verdictWords(runs: readonly LoginRun[]): string {
  const words = new Set(
    runs.map(({ verdict, likely }) => (likely === true ? 'most likely admitted' : WORDS[verdict])),
  );
  const [only, ...others] = words;
  return others.length === 0 ? (only ?? '') : `${joined([...words], 'or')}, by what else the run is`;
}
