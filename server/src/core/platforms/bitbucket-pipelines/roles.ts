import { OIDC_RIGHT, STEP_TOKEN } from '../../knowledge/bitbucket/oidc.js';
import { pipeFacts } from '../../knowledge/bitbucket/pipes.js';
import type { CarriedIdentity, NeedFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { ClaimSet } from '../../model/claims.js';
import type { RolePart } from '../../pipelines/aws/roleUses.js';
import { roleUses } from '../../pipelines/aws/roleUses.js';
import { awsScriptUse } from '../../pipelines/aws/scriptUse.js';
import { withRoleOfSettings } from '../../pipelines/aws/settings.js';
import type { TakenRole, Variables } from '../../pipelines/aws/takenRoles.js';
import { filledIn, takenRoles } from '../../pipelines/aws/takenRoles.js';
import type { AwsStepUse } from '../../pipelines/aws/use.js';
import { NO_AWS, openUse } from '../../pipelines/aws/use.js';
import { heldAwsRole } from '../../pipelines/heldIdentities.js';
import { readPipelineScript } from '../../pipelines/script.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import type { TokenLogin } from '../../pipelines/tokenLogins.js';
import { heldAccount, tokenLogins } from '../../pipelines/tokenLogins.js';
import type { Image, Part, Pipe } from './parts.js';
import { commandAt, scriptOf, variableOf } from './parts.js';
import type { Step } from './pipelines.js';
import type { Reading } from './reading.js';
import { quoted } from '../../text/quoted.js';

/** A role or account that a step takes on. */
export interface Login {
  readonly system: 'AWS' | TokenLogin['system'];
  readonly taken: TakenRole;
  /** The pipe that takes it, in its own container; absent for the step's script and image. */
  readonly pipe?: Pipe;
  readonly by: 'script' | 'pipe' | 'image';
  readonly origin: Origin;
  readonly durationOrigin?: Origin;
}

/** Where a step may name roles. */
export interface RoleSources {
  readonly parts: readonly Part[];
  readonly images: readonly Image[];
  readonly variables: Variables;
}

/** Only scripts that speak of roles are worth reading for them. */
const SPEAKS_OF_ROLES = /assume-role|role_arn|AWS_ROLE_ARN|AWS_WEB_IDENTITY_TOKEN_FILE/u;

/** Every role of AWS that a step's text takes on. */
export function loginsOf(reading: Reading, { parts, images, variables }: RoleSources): readonly Login[] {
  const ofImages = images.flatMap(({ awsRole }): readonly Login[] =>
    awsRole === undefined
      ? []
      : [
          {
            system: 'AWS',
            taken: {
              role: filledIn(awsRole.text, variables),
              by: 'web-identity',
              token: `$${STEP_TOKEN}`,
              start: 0,
            },
            by: 'image',
            origin: reading.originOf(awsRole.node),
          },
        ],
  );
  const ofPipes = parts.flatMap((part): readonly Login[] => {
    const facts = part.kind === 'pipe' ? pipeFacts(part.pipe.name) : undefined;
    const role = part.kind === 'pipe' && facts?.awsRole ? variableOf(part.pipe, facts.awsRole) : undefined;
    if (part.kind !== 'pipe' || role === undefined) return [];
    return [
      {
        system: 'AWS',
        taken: {
          role: filledIn(role.text, variables),
          by: 'web-identity',
          token: `$${STEP_TOKEN}`,
          start: 0,
        },
        pipe: part.pipe,
        by: 'pipe',
        origin: reading.originOf(role.node),
      },
    ];
  });
  return [
    ...ofImages,
    ...ofPipes,
    ...scriptLogins(reading, parts, variables),
    ...otherLogins(reading, parts),
  ];
}

function scriptLogins(reading: Reading, parts: readonly Part[], variables: Variables): readonly Login[] {
  const text = scriptOf(parts);
  if (!SPEAKS_OF_ROLES.test(text)) return [];
  const script = readPipelineScript(text, { isBash: true, parseShell: reading.parseShell });
  return takenRoles(script, withRoleOfSettings(variables, text)).flatMap((taken): readonly Login[] => {
    const named = parts.find((part) => part.kind === 'command' && part.command.text.includes(taken.role));
    const command = named?.kind === 'command' ? named.command : commandAt(parts, taken.start);
    if (command === undefined) return [];
    const seconds = taken.seconds === undefined ? undefined : commandAt(parts, taken.start);
    return [
      {
        system: 'AWS',
        taken,
        by: 'script',
        origin: placeIn(reading, command.node, taken.role),
        ...(seconds === undefined
          ? {}
          : { durationOrigin: placeIn(reading, seconds.node, String(taken.seconds)) }),
      },
    ];
  });
}

/** Logins elsewhere, where the step is known to show its token. */
function otherLogins(reading: Reading, parts: readonly Part[]): readonly Login[] {
  const text = scriptOf(parts);
  if (!text.includes(STEP_TOKEN)) return [];
  return parts.flatMap((part) => {
    if (part.kind !== 'command') return [];
    return tokenLogins(part.command.text).map(({ system, identity, shown }): Login => ({
      system,
      taken: { role: identity ?? system, by: 'web-identity', start: 0 },
      by: 'script',
      origin: placeIn(reading, part.command.node, identity ?? shown),
    }));
  });
}

/** The roles of a step as it carries them: without a token of its own it has nothing to show. */
export function carriedRoles(
  logins: readonly Login[],
  {
    label,
    gates,
    claimSets,
  }: {
    /** The session's. */
    readonly label: string;
    readonly gates: readonly string[];
    readonly claimSets: readonly ClaimSet[];
  },
  needs: ReadonlyMap<string, NeedFacts>,
): readonly CarriedIdentity[] {
  const identities = logins.map(({ system, taken, origin, durationOrigin, by }): CarriedIdentity => {
    const visibleTo = by === 'pipe' ? ('step' as const) : ('session' as const);
    const at = { origin, visibleTo, gates };
    const held = system === 'AWS' ? heldAwsRole(taken, at) : heldAccount(system, taken.role, at);
    const own = needs.get(held.key);
    const isShown = taken.by === 'web-identity';
    return {
      ...held,
      ...(by === 'image' ? { key: `${held.key}#image of ${label}`, note: PULLS } : {}),
      lifetime: durationOrigin === undefined ? held.lifetime : { ...held.lifetime, origin: durationOrigin },
      ...(isShown && by !== 'image' ? { requires: OIDC_RIGHT } : {}),
      ...(isShown ? { claims: claimsForReaders(claimSets) } : {}),
      ...(isShown && claimSets.length > 0 ? { claimSets } : {}),
      ...(own === undefined ? {} : { needs: own }),
    };
  });
  return [...new Map(identities.map((identity) => [identity.key, identity])).values()];
}

/** What Bitbucket takes to pull an image the step's own commands never see, so that it is no identity that steps share. */
const PULLS = 'Bitbucket takes it to pull the image, before the step begins';

function claimsForReaders(sets: readonly ClaimSet[]): Readonly<Record<string, string>> {
  const [first] = sets;
  const { sub, aud } = first?.values ?? {};
  return { ...(sub === undefined ? {} : { sub }), ...(aud === undefined ? {} : { aud }) };
}

/** What a step does with each role of AWS, by its key. */
export function roleNeeds(
  reading: Reading,
  step: Step,
  parts: readonly Part[],
  all: readonly Login[],
): ReadonlyMap<string, NeedFacts> {
  const { catalogue } = reading;
  const logins = all.filter(({ system }) => system === 'AWS');
  if (catalogue === undefined || logins.length === 0) return new Map();
  const key = ({ taken }: Login): string => `role:AWS:${taken.role}`;
  const label = step.name === undefined ? `step ${String(step.order)}` : `step ${step.name}`;
  const at = { label, isConditional: false, origin: reading.originOf(step.place) };
  const script = scriptOf(parts);
  const own: RolePart = {
    ...at,
    // All commands of a step run in one shell.
    takes: logins.filter(({ by }) => by === 'script').map((login) => ({ key: key(login), lasts: false })),
    use: (registry) =>
      script === ''
        ? NO_AWS
        : awsScriptUse(
            { label, catalogue, registry },
            readPipelineScript(script, { isBash: true, parseShell: reading.parseShell }),
          ),
  };
  const pipes = parts.flatMap((part) => (part.kind === 'pipe' ? [part] : []));
  return roleUses([
    ...pipes.map(({ pipe, number }): RolePart => ({
      label: `part ${String(number)} (${pipe.name})`,
      isConditional: false,
      origin: reading.originOf(pipe.reference.node),
      isApart: true,
      takes: logins
        .filter((login) => login.pipe === pipe)
        .map((login) => ({ key: key(login), lasts: false })),
      use: (registry) => pipeUse(reading, pipe, registry),
    })),
    ...(own.takes.length > 0 ? [own] : []),
  ]);
}

function pipeUse(reading: Reading, pipe: Pipe, registry: boolean): AwsStepUse {
  const { catalogue } = reading;
  const facts = pipeFacts(pipe.name);
  if (catalogue === undefined || facts?.runs === undefined) {
    return openUse(`what ${quoted(pipe.name)} does with the session is not read here`);
  }
  const text = facts.runs.replace(
    /\{(\w+)\}/gu,
    (_whole, name: string) => variableOf(pipe, name)?.text.replace(/[\r\n]+/gu, ' ') ?? '',
  );
  return awsScriptUse(
    { label: pipe.name, catalogue, registry },
    readPipelineScript(text, { isBash: true, parseShell: reading.parseShell }),
  );
}
