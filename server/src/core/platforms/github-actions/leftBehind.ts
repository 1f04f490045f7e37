import type { PersistedCredential } from '../../knowledge/actions/identityTypes.js';
import { holdsForVersion, identityAction } from '../../knowledge/actions/lookup.js';
import { textOf } from '../../syntax/syntaxTree.js';
import type { SecretUse } from './secrets.js';
import type { Environments } from './stepInputs.js';
import { holds } from './stepInputs.js';
import type { Step } from './workflow.js';
import { inputOf } from './workflow.js';

/** What a step leaves where those after it find it without being handed it. */
export interface LeftBehind {
  readonly persists: PersistedCredential;
  /** Whether it is the job's own token. */
  readonly ownToken: boolean;
  /** The secrets, by name: a personal token, a deploy key, a registry's password. */
  readonly secrets: readonly string[];
}

/**
 * What the step leaves behind, as it is written; `undefined` where that is nothing, or hangs on a value that is computed.
 *
 * @param uses the mentions of secrets in the job; those of other steps are passed over.
 * @param environments the job's and the workflow's, innermost first.
 */
export function leftBehind(
  step: Step,
  uses: readonly SecretUse[],
  environments: Environments,
): LeftBehind | undefined {
  const reference = step.uses?.text;
  const persists = reference === undefined ? undefined : identityAction(reference)?.persists;
  if (reference === undefined || persists === undefined || !leaves(step, reference, persists)) {
    return undefined;
  }
  if (persists.when?.some((test) => !holds(step, test, environments)) === true) return undefined;
  const ownToken =
    persists.tokenDefault !== undefined && isOwnToken(textOf(inputOf(step, persists.tokenInput ?? '')));
  const secrets = uses
    .filter((use) => use.step === step && use.what === 'secret' && isLeft(use, persists))
    .map(({ name }) => name);
  return ownToken || secrets.length > 0 ? { persists, ownToken, secrets: [...new Set(secrets)] } : undefined;
}

function isLeft({ place }: SecretUse, { tokenInput, alsoInputs, tokenFrom }: PersistedCredential): boolean {
  if (place.kind !== (tokenFrom === 'env' ? 'variable' : 'input')) return false;
  const name = place.name.toLowerCase();
  return [tokenInput, ...(alsoInputs ?? [])].some((input) => input?.toLowerCase() === name);
}

/** Whether this version of the action leaves it, and the step does not turn that off. */
function leaves(step: Step, reference: string, persists: PersistedCredential): boolean {
  if (persists.before !== undefined && !holdsForVersion(reference, { before: persists.before })) return false;
  // Before the first version that is known to leave it somewhere, it left it nowhere.
  const since = persists.byVersion?.[0]?.from;
  if (since !== undefined && !holdsForVersion(reference, { from: since })) return false;
  const written = persists.input === undefined ? undefined : textOf(inputOf(step, persists.input));
  // A value that is computed may be either; what is not known is not reported.
  return written === undefined ? persists.default : written.toLowerCase() === 'true';
}

/** Whether a token input leaves the job's own token in place: unset, or set to just that. */
function isOwnToken(text: string | undefined): boolean {
  return text === undefined || /^\s*\$\{\{\s*(?:secrets\.GITHUB_TOKEN|github\.token)\s*\}\}\s*$/iu.test(text);
}
