import type { TakenRole, Variables } from '../../pipelines/aws/takenRoles.js';
import { roleOfEnvironment, takenRoles } from '../../pipelines/aws/takenRoles.js';
import { heldAwsRole } from '../../pipelines/heldIdentities.js';
import { readPipelineScript } from '../../pipelines/script.js';
import type { CarriedIdentity } from '../../model/facts.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import type { Environments } from './stepInputs.js';
import type { Step } from './workflow.js';

/** A role that a step's own commands or environment take on. */
export interface ScriptRole {
  readonly identity: Omit<CarriedIdentity, 'gates' | 'initiators'>;
  readonly by: TakenRole['by'];
  /** The audience of the token that is shown, where the script asks for it in plain words. */
  readonly audience?: string;
}

/** What a script has in it that takes on a role; all others need not be read. */
const TAKES = /\bassume-role\b|\bassume-role-with-web-identity\b|\brole_arn\b|\bAWS_ROLE_ARN\b/u;

/** The roles that a `run:` takes on by itself. */
export function scriptRoles(
  reading: Reading,
  step: Step,
  { environments, isBash }: { readonly environments: Environments; readonly isBash: boolean },
): readonly ScriptRole[] {
  const { run } = step;
  if (run === undefined) return [];
  const inScript = TAKES.test(run.text);
  if (!inScript && ![step.env, ...environments].some((env) => get(env, 'AWS_ROLE_ARN') !== undefined)) {
    return [];
  }
  const variables = variablesOf([...environments].reverse(), step);
  const own = inScript
    ? takenRoles(readPipelineScript(run.text, { isBash, parseShell: reading.parseShell }), variables)
    : [];
  const around = roleOfEnvironment(variables);
  return [...own, ...(around === undefined ? [] : [around])].map((taken) => {
    const role = withExpressions(taken, run.text);
    const origin = reading.originOf(taken === around ? (roleVariable(step, environments) ?? run) : run);
    const audience = AUDIENCE.exec(run.text)?.[1];
    return {
      identity: heldAwsRole({ ...taken, role }, { origin, visibleTo: 'step', gates: [] }),
      by: taken.by,
      ...(audience === undefined ? {} : { audience: decoded(audience) }),
    };
  });
}

/**
 * How a script asks for the token:
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-cloud-providers#using-environment-variables-on-the-runner
 */
const AUDIENCE = /ACTIONS_ID_TOKEN_REQUEST_URL\}?"?&audience=([^&"'\s$]+)/u;

function decoded(text: string): string {
  return text.replaceAll('%3A', ':').replaceAll('%2F', '/');
}

function variablesOf(environments: Environments, step: Step): Variables {
  const found = new Map<string, string>();
  for (const env of [...environments, step.env]) {
    for (const { key, value } of entries(env)) {
      const text = textOf(value);
      if (text !== undefined) found.set(key.text, text);
    }
  }
  return found;
}

function roleVariable(
  step: Step,
  environments: Environments,
): ReturnType<typeof entries>[number]['value'] | undefined {
  const found = [step.env, ...environments].flatMap((env) =>
    entries(env).filter(({ key }) => key.text === 'AWS_ROLE_ARN'),
  );
  return found[0]?.value;
}

/** Shells see what an expression gives; here it is shown as it is written. */
function withExpressions({ role, start }: TakenRole, script: string): string {
  if (!/\$_{3,}/u.test(role)) return role;
  const written = /(?:--role-arn[ =]+|role_arn\s+)(?:"([^"]*)"|'([^']*)'|((?:\$\{\{.*?\}\}|\S)+))/u.exec(
    script.slice(start),
  );
  return written?.[1] ?? written?.[2] ?? written?.[3] ?? role;
}
