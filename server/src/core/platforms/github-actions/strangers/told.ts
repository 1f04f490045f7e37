import { LOOKUP_ACTIONS } from '../../../knowledge/actions/lookups.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import { eachScalar } from '../../../syntax/walk.js';
import { parseExpression } from '../expressions/ast.js';
import type { Reading } from '../reading.js';
import type { BoundSteps } from '../localActions.js';
import type { Job, Step } from '../workflow.js';
import type { Contents } from './contents.js';
import { contentsOf, contentsOfPath, lookedUpLater, NO_CONTENTS, ONLY, together } from './contents.js';
import type { TakenFiles } from './files.js';
import type { HandedOn } from './handed.js';
import {
  checksFormOf,
  codeOf,
  givenTexts,
  isComputed,
  lookedUp,
  looksUpPullRequest,
  namesArtifacts,
  readsFiles,
} from './scripts.js';

/** What is around a job for telling whose its values are. */
export interface ToldAround {
  readonly reading: Reading;
  /** What a job before this one hands on; `undefined` for one that does not come before. */
  readonly handedOn: (id: string) => HandedOn | undefined;
  /** The environment of the whole workflow. */
  readonly env: SyntaxNode | undefined;
}

/** More steps, jobs and variables than that, each made of the next, are not followed. */
const DEEPEST = 12;

/**
 * What whoever started the run can put into the values that a job works with, as far as its own text shows: over outputs
 * of its steps, of the jobs that it needs, and over variables.
 */
export class Told {
  readonly #outputs = new Map<string, Contents>();

  constructor(
    readonly around: ToldAround,
    readonly job: Job,
    readonly bound: BoundSteps,
    readonly files: readonly TakenFiles[],
  ) {}

  /** The steps of the job with those of the local actions that it uses, and the steps that use them. */
  get steps(): readonly Step[] {
    return this.bound.withCallers;
  }

  /** Of all expressions in the scalars of a node, for a step or, without one, for the job itself. */
  contentsIn(node: SyntaxNode | undefined, step: Step | undefined, depth = 0): Contents {
    const { reading } = this.around;
    const found: Contents[] = [];
    eachScalar(node, (scalar) => {
      for (const { text } of reading.segmentsOf(scalar)) found.push(this.contentsOfText(text, step, depth));
    });
    return together(found);
  }

  /** Of one expression, without its braces. */
  contentsOfText(text: string, step: Step | undefined, depth = 0): Contents {
    const expression = parseExpression(text);
    return expression === undefined
      ? NO_CONTENTS
      : contentsOf(expression, (path) => this.#ofPath(path, step, depth));
  }

  /** Of a variable that a step's script sees. */
  ofVariable(name: string, step: Step, depth = 0): Contents {
    if (depth > DEEPEST) return NO_CONTENTS;
    const own = entryOf(step.env, name);
    if (own !== undefined) return this.contentsIn(own, step, depth + 1);
    const exported = this.#before(step).map((earlier) => this.#given(earlier, name, depth + 1));
    const found = together(exported);
    if (found.size > 0) return found;
    const outer = entryOf(get(this.job.node, 'env'), name) ?? entryOf(this.around.env, name);
    return outer === undefined ? NO_CONTENTS : this.contentsIn(outer, undefined, depth + 1);
  }

  #ofPath(path: string, step: Step | undefined, depth: number): Contents {
    const direct = contentsOfPath(path);
    if (direct.size > 0 || depth > DEEPEST) return direct;
    const [space, id = '', outputs, ...rest] = path.split('.');
    const name = rest.join('.');
    if (space === 'env' && outputs === undefined) {
      return step === undefined ? NO_CONTENTS : this.ofVariable(id, step, depth + 1);
    }
    if (outputs !== 'outputs' || name === '') return NO_CONTENTS;
    if (space === 'needs') return this.around.handedOn(id)?.outputs.get(name) ?? NO_CONTENTS;
    if (space !== 'steps') return NO_CONTENTS;
    const giving = this.steps.find(
      (candidate) => candidate.within === step?.within && candidate.id?.toLowerCase() === id,
    );
    // What comes later has said nothing yet.
    if (giving === undefined || (step !== undefined && giving.number >= step.number)) return NO_CONTENTS;
    const key = `${giving.label} ${id} ${name}`;
    const known = this.#outputs.get(key);
    if (known !== undefined) return known;
    const found = this.#given(giving, name, depth + 1);
    this.#outputs.set(key, found);
    return found;
  }

  /** Of what a step gives a name of its outputs, or of the environment of later steps. */
  #given(step: Step, name: string, depth: number): Contents {
    if (depth > DEEPEST) return NO_CONTENTS;
    if (this.bound.outputs.has(step)) return this.#ofLocalAction(step, name, depth);
    const code = codeOf(step);
    if (code === undefined) return ofAction(step, name);
    const texts = givenTexts(step, name).filter((text) => isComputed(step, text));
    if (texts.length === 0 || checksFormOf(code.text, texts)) return NO_CONTENTS;
    const words = `${name} ${texts.join(' ')}`;
    const seen = new Set(
      together([this.contentsIn(code, step, depth), this.contentsIn(step.env, step, depth)]),
    );
    const isNumber =
      /(?:Number|parseInt)\(|number|(?:^|[\W_])(?:pr|id|num|count|status|code)(?:$|[\W_])/iu.test(words);
    if (namesArtifacts(code.text) || (this.#takenBefore(step) && readsFiles(code.text))) seen.add('text');
    const found = [
      seen.has('text') && !(isNumber && /\bNumber\(|parseInt\(/u.test(code.text)) ? ONLY.text : NO_CONTENTS,
    ];
    if (looksUpPullRequest(code.text) || this.#asksForUrl(step)) found.push(lookedUpLater(lookedUp(words)));
    else if (seen.size > 0) found.push(passedOn(seen, words));
    return together(found);
  }

  /** Of an output of a local action: what its own steps gave it, all of which have run by then. */
  #ofLocalAction(caller: Step, name: string, depth: number): Contents {
    const output = entryOf(this.bound.outputs.get(caller), name);
    const after = { ...caller, number: caller.number + 1, within: caller };
    return this.contentsIn(get(output, 'value'), after, depth + 1);
  }

  #asksForUrl({ env }: Step): boolean {
    let asks = false;
    eachScalar(env, ({ text }) => (asks ||= /pull_request\.(?:url|_links)/u.test(text)));
    return asks;
  }

  #takenBefore({ number }: Step): boolean {
    return this.files.some(({ step }) => step.number <= number);
  }

  #before({ number }: Step): readonly Step[] {
    return this.steps.filter(
      (earlier) => earlier.number < number && /GITHUB_ENV|exportVariable/u.test(codeOf(earlier)?.text ?? ''),
    );
  }
}

/** Of several things that a script sees, the one that a name or a text speaks of; of one, that. */
function passedOn(seen: Contents, words: string): Contents {
  const said = lookedUp(words);
  const fitting = [...said].filter((content) => seen.has(content));
  if (fitting.length === 0) return NO_CONTENTS;
  return seen.has('later') ? lookedUpLater(new Set(fitting)) : new Set(fitting);
}

function entryOf(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const wanted = name.toLowerCase();
  return node.entries.findLast(({ key }) => key.text.toLowerCase() === wanted)?.value;
}

function ofAction(step: Step, name: string): Contents {
  const action = (step.uses?.text.split('@')[0] ?? '').toLowerCase();
  const known = LOOKUP_ACTIONS.find((candidate) => candidate.action === action);
  const output = known?.outputs.find((candidate) => candidate.name.test(name));
  return output === undefined ? NO_CONTENTS : lookedUpLater(ONLY[output.holds]);
}
