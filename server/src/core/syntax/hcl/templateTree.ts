import { spanning } from '../../text/block.js';
import type { TextRange } from '../../text/textRange.js';
import { quoted } from '../../text/quoted.js';
import type { HclCursor } from './cursor.js';
import type { HclPart } from './expression.js';
import type { Control, TemplateToken } from './templateTokens.js';

/** Directives in each other; each makes the tree a step deeper, and who reads it recurses. */
const MOST_NESTED = 50;

/** A condition or loop whose end has not come yet. */
interface Open {
  readonly control: Extract<Control, { word: 'if' | 'for' }>;
  readonly range: TextRange;
  readonly yes: HclPart[];
  /** From `%{ else }` on. */
  no: HclPart[] | undefined;
}

/** Puts conditions and loops of a template together. Of what does not fit together there is a problem. */
export function templateTree(tokens: readonly TemplateToken[], cursor: HclCursor): readonly HclPart[] {
  const top: HclPart[] = [];
  const open: Open[] = [];
  const add = (part: HclPart): void => {
    const inner = open.at(-1);
    (inner === undefined ? top : (inner.no ?? inner.yes)).push(part);
  };
  const unfit = (range: TextRange, message: string): void => {
    cursor.complain(message, range.start - cursor.block.start);
    add({ kind: 'directive', range });
  };
  for (const token of tokens) {
    if (token.kind === 'text') {
      if (token.text !== '') add(token);
    } else if (token.kind === 'interpolation') {
      const { expression, range } = token;
      add({ kind: 'interpolation', expression, range });
    } else {
      const { control, range } = token;
      const inner = open.at(-1);
      if (control.word === 'if' || control.word === 'for') {
        if (open.length < MOST_NESTED) open.push({ control, range, yes: [], no: undefined });
        else unfit(range, 'This is nested too deep to be read.');
      } else if (control.word === 'else') {
        if (inner?.control.word === 'if' && inner.no === undefined) inner.no = [];
        else unfit(range, 'No `%{ if … }` is open to which this `else` would belong.');
      } else if (inner !== undefined && control.word === `end${inner.control.word}`) {
        open.pop();
        add(closed(inner, range));
      } else if (control.word === 'unread') add({ kind: 'directive', range });
      else unfit(range, `Nothing is open here that ${quoted(control.word)} would end.`);
    }
  }
  for (let inner = open.pop(); inner !== undefined; inner = open.pop()) {
    unfit(inner.range, `${quoted(`%{ end${inner.control.word} }`)} is missing behind this directive.`);
    for (const part of [...inner.yes, ...(inner.no ?? [])]) add(part);
  }
  return top;
}

function closed({ control, range: first, yes, no = [] }: Open, last: TextRange): HclPart {
  const range = spanning(first, last);
  return control.word === 'if'
    ? { kind: 'if', condition: control.condition, yes, no, range }
    : { kind: 'for', names: control.names, of: control.of, parts: yes, range };
}
