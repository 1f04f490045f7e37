import type { Grant } from '../../../model/facts.js';
import type { PolicyStatement } from '../../../model/policyDocument.js';
import { entry } from '../../../syntax/syntaxTree.js';
import type { StatementGates } from '../gates/statementGates.js';
import { conditionText, denyText } from '../policy/conditionText.js';
import type { SourceStatement } from '../policy/sourceStatement.js';
import type { Reading } from '../reading.js';
import { guardWords } from '../text/guards.js';

type Origin = Grant['origin'];

/** What all grants of a statement have in common, made once: a statement may come to thousands. */
export class StatementFacts {
  readonly gates: readonly string[];
  readonly conditions: readonly string[];
  readonly notAction: readonly string[];
  readonly notResource: readonly string[] | undefined;
  /** The parts of a grant's attributes that do not hang on its action and resource. */
  readonly attributes: NonNullable<Grant['attributes']>;
  readonly #reading: Reading;

  constructor(
    reading: Reading,
    readonly source: SourceStatement,
    gates: StatementGates,
  ) {
    const { conditions, notActions = [], notResources, sid, policy, guards } = source;
    this.#reading = reading;
    this.gates = [...new Set(gates.of(source))];
    this.conditions = conditions.map(conditionText);
    this.notAction = notActions.map(({ shown }) => shown);
    this.notResource = notResources?.map(({ shown }) => shown);
    this.attributes = {
      ...(sid === undefined ? {} : { sid }),
      ...(policy === undefined ? {} : { policy: policy.slice(policy.lastIndexOf('/') + 1) }),
      ...(guards.length === 0 ? {} : { when: guardWords(guards) }),
    };
  }

  /** Where a key of the statement stands. */
  keyOrigin(name: string): Origin | undefined {
    const found = entry(this.source.node, name);
    return found === undefined ? undefined : this.#reading.originOf(found.key);
  }
}

/** The denies of some policies, in words. */
export class DenyWords {
  readonly #texts = new Map<PolicyStatement, { readonly id: number; readonly text: string }>();
  readonly #lists = new Map<string, readonly string[]>();

  /** Grants that the same denies touch share one list. */
  of(denies: readonly PolicyStatement[]): readonly string[] {
    const told = denies.map((deny) => {
      const known = this.#texts.get(deny) ?? { id: this.#texts.size, text: denyText(deny) };
      this.#texts.set(deny, known);
      return known;
    });
    const key = told.map(({ id }) => id).join();
    const list = this.#lists.get(key) ?? told.map(({ text }) => text);
    this.#lists.set(key, list);
    return list;
  }
}
