import {
  TOOLKIT_ROLE_SESSION_BOUNDS,
  TOOLKIT_ROLE_SESSION_DEFAULT,
} from '../../knowledge/azure-pipelines/limits.js';
import { isOfAwsToolkit } from '../../knowledge/azure-pipelines/awsTasks.js';
import type { CarriedIdentity, Host, Reference } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { TakenRole, Variables } from '../../pipelines/aws/takenRoles.js';
import { roleOfEnvironment, takenRoles } from '../../pipelines/aws/takenRoles.js';
import { heldAwsRole, takenReferences } from '../../pipelines/heldIdentities.js';
import { connectionClaims, pipelineClaims } from './claims.js';
import type { Holding } from './credentials.js';
import { initiatorsOf } from './credentials.js';
import { environmentName } from './names.js';
import { readScript } from './scripts.js';
import type { Step } from './steps.js';
import { inputText, isDisabled, scalarInput } from './steps.js';

/** A role that a step takes on, with what the step did to get it. */
export interface RoleUse {
  readonly identity: CarriedIdentity;
  readonly taken: TakenRole;
  readonly step: Step;
}

/** What a script has in it that takes on a role; all others need not be read. */
const TAKES =
  /\bassume-role\b|\bassume-role-with-web-identity\b|\brole_arn\b|\bAWS_ROLE_ARN\b|\bUse-STS(?:WebIdentity)?Role\b/iu;

/** The roles of AWS that the steps of a job take on by themselves. */
export function roleUses(
  holding: Holding,
  steps: readonly Step[],
  host: Host | undefined,
): readonly RoleUse[] {
  return steps.flatMap((step) => {
    if (isDisabled(step)) return [];
    const initiators = initiatorsOf(holding, [step]);
    if (initiators?.length === 0) return [];
    return takenIn(holding, step, host).map(({ taken, origin }) => {
      const at = { origin, visibleTo: 'step' as const, gates: holding.gates, initiators };
      const claimSets = taken.by === 'web-identity' ? claimsOf(holding, step, taken) : [];
      return {
        taken,
        step,
        identity: {
          ...heldAwsRole(taken, at),
          lifetime: { ...heldAwsRole(taken, at).lifetime, boundBy: boundOf(taken, step) },
          ...(claimSets.length === 0 ? {} : { claimSets, claims: claimSets[0]?.values ?? {} }),
        },
      };
    });
  });
}

/** What sets how long the session of a role lasts. */
function boundOf(taken: TakenRole, step: Step): string {
  if (step.script === undefined) return 'aws.rolecredential.maxduration';
  if (taken.computedSeconds === true) return 'a duration whose value is not in this file';
  return step.script.shell === 'powershell' && taken.start === 0
    ? '-DurationInSeconds'
    : '--duration-seconds';
}

interface Taken {
  readonly taken: TakenRole;
  readonly origin: Origin;
}

function takenIn(holding: Holding, step: Step, host: Host | undefined): readonly Taken[] {
  const { starts, place } = holding;
  const { reading } = starts;
  const values = starts.valuesOf(place);
  const { script } = step;
  const found: Taken[] = [];
  const takes = script !== undefined && TAKES.test(script.node.text);
  if (takes || namesRole(holding, step)) {
    const variables = environmentOf(holding, step);
    if (takes) {
      const read = readScript(reading, script, { values, host });
      const roles = [...takenRoles(read, variables), ...powershellRoles(read.text)];
      found.push(...roles.map((taken) => ({ taken, origin: reading.placeOf(script.node, taken.role) })));
    }
    const around = roleOfEnvironment(variables);
    if (around !== undefined && !found.some(({ taken }) => taken.role === around.role)) {
      found.push({ taken: around, origin: variableOrigin(holding, step, ROLE_VARIABLE) });
    }
  }
  const tool = toolkitRole(holding, step);
  return tool === undefined ? found : [...found, tool];
}

const ROLE_VARIABLE = 'AWS_ROLE_ARN';

/** Whether the environment of a step names a role that the tools of AWS take on by themselves. */
function namesRole({ starts, place }: Holding, step: Step): boolean {
  const runs = step.script !== undefined || isOfAwsToolkit(step.task ?? '');
  if (!runs) return false;
  return (
    step.env.some(({ value }) => value.key.text === ROLE_VARIABLE) ||
    [ROLE_VARIABLE, 'AWS.ROLE.ARN', 'AWS.ROLE_ARN'].some((name) => starts.valuesOf(place).defines(name))
  );
}

/** https://docs.aws.amazon.com/powershell/latest/reference/items/Use-STSWebIdentityRole.html */
function powershellRoles(text: string): readonly TakenRole[] {
  return [...text.matchAll(/\bUse-STS(WebIdentity)?Role\b([^\n|;]*)/giu)].flatMap(([, web, rest = '']) => {
    const role = /-RoleArn\s+["']?([^\s"']+)/iu.exec(rest)?.[1];
    if (role === undefined) return [];
    const seconds = /-DurationInSeconds?\s+(\d{1,6})\b/iu.exec(rest)?.[1];
    return [
      {
        role,
        by: web === undefined ? ('keys' as const) : ('web-identity' as const),
        ...(seconds === undefined ? {} : { seconds: Number(seconds) }),
        start: 0,
      },
    ];
  });
}

/** The environment of a step: variables of the file are in it by their names, secrets only where they are mapped. */
function environmentOf({ starts, place }: Holding, step: Step): Variables {
  const values = starts.valuesOf(place);
  const variables = new Map<string, string>();
  for (const { name, node } of values.variables) {
    variables.set(name.replace(/\W/gu, '_').toUpperCase(), values.fill(node.text));
  }
  for (const { value } of step.env) {
    if (value.value.kind === 'scalar') variables.set(value.key.text, values.fill(value.value.text));
  }
  return variables;
}

function variableOrigin({ starts, place }: Holding, step: Step, name: string): Origin {
  const { reading } = starts;
  const own = step.env.find(({ value }) => value.key.text === name)?.value.value;
  const outer = starts.valuesOf(place).variables.find((variable) => environmentName(variable.name) === name);
  return reading.originOf(own ?? outer?.node ?? step.head);
}

/**
 * Without a service connection, a task of the toolkit takes its keys, and a role to take on with them, from variables.
 * https://github.com/aws/aws-toolkit-azure-devops/blob/master/src/lib/awsConnectionParameters.ts
 */
function toolkitRole({ starts, place }: Holding, step: Step): Taken | undefined {
  if (!isOfAwsToolkit(step.task ?? '') || scalarInput(step.inputs, 'awsCredentials') !== undefined) {
    return undefined;
  }
  const values = starts.valuesOf(place);
  const [variable] = values.variable('AWS.AssumeRoleArn');
  if (variable === undefined) return undefined;
  const asked = values.fill(values.variable('aws.rolecredential.maxduration')[0]?.node.text ?? '');
  const seconds = /^\d+$/u.test(asked) ? Number(asked) : Number.NaN;
  const { least, most } = TOOLKIT_ROLE_SESSION_BOUNDS;
  return {
    taken: {
      role: values.fill(variable.node.text),
      by: 'keys',
      seconds: seconds >= least && seconds <= most ? seconds : TOOLKIT_ROLE_SESSION_DEFAULT.seconds,
      start: 0,
    },
    origin: starts.reading.originOf(variable.node),
  };
}

/** A token that another issuer has put where the agent runs. */
const ELSEWHERE = /eks\.amazonaws\.com|\/var\/run\/secrets\//u;

/**
 * What the token says that is shown: of the connection that a step is given, where it asks for one of that, else of the
 * pipeline; where the token comes from elsewhere, of either.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/tasks/reference/azure-cli-v2 (addSpnToEnvironment)
 */
function claimsOf(holding: Holding, step: Step, taken: TakenRole): NonNullable<CarriedIdentity['claimSets']> {
  const text = `${taken.token ?? ''} ${step.script?.node.text ?? ''}`;
  if (ELSEWHERE.test(text)) return [];
  const { starts, place } = holding;
  const written = inputText(step, 'azureSubscription', 'connectedServiceNameARM');
  const filled = written === undefined ? '*' : starts.valuesOf(place).fill(written);
  const connection = connectionClaims(holding, /\$[([{]/u.test(filled) ? '*' : filled);
  if (/\bidToken\b|serviceConnectionId/iu.test(text)) return connection;
  const asks = /oidctoken|OidcRequestUri/iu.test(text);
  return asks ? pipelineClaims(holding) : [...connection, ...pipelineClaims(holding)];
}

/** One reference for each role that is asked for. */
export function roleReferences(uses: readonly RoleUse[]): readonly Reference[] {
  const roles = new Map(uses.map(({ identity }) => [identity.key, identity]));
  return takenReferences([...roles.values()]);
}
