import { purposesOfScript } from '../../knowledge/actions/purposes.js';
import { OIDC_RIGHT, STEP_TOKEN } from '../../knowledge/bitbucket/oidc.js';
import { pipeFacts } from '../../knowledge/bitbucket/pipes.js';
import { SOURCES } from '../../knowledge/bitbucket/sources.js';
import { tierOf } from '../../knowledge/names/words.js';
import { emptySession } from '../../model/emptySession.js';
import type { CarriedIdentity, Grant, SessionFacts, Unknown } from '../../model/facts.js';
import { identityGrant, takenReferences } from '../../pipelines/heldIdentities.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import type { ActingText } from '../../pipelines/unknownActors.js';
import { unknownActors } from '../../pipelines/unknownActors.js';
import { get } from '../../syntax/syntaxTree.js';
import type { TokenRequest } from './claims.js';
import { claimSetsOf, tokenRequest } from './claims.js';
import { environmentOf, gatesOf, MOST_GATES } from './gates.js';
import { hostOf } from './host.js';
import { initiatorsOf } from './initiators.js';
import { lifetimeOf } from './lifetime.js';
import { participantsOf } from './participants.js';
import type { Part } from './parts.js';
import { imageOf, partsOf, scriptOf } from './parts.js';
import type { Pipeline, Step } from './pipelines.js';
import { sessionId } from './pipelines.js';
import type { Reading } from './reading.js';
import { carriedRoles, loginsOf, roleNeeds } from './roles.js';
import { carriedSecrets, namedSecrets } from './secrets.js';
import { quoted } from '../../text/quoted.js';

/** The session of one step, as its file alone shows it. */
export function lowerStep(reading: Reading, pipeline: Pipeline, step: Step): SessionFacts {
  const [root] = reading.tree.documents;
  const origin = reading.originOf(step.place);
  const parts = partsOf(step, reading.budget);
  const image = imageOf(get(step.node, 'image') ?? get(root, 'image'));
  const images = image === undefined ? [] : [image];
  const gates = gatesOf(reading, pipeline, step);
  const before = gates.map(({ id }) => id);
  const initiators = initiatorsOf(reading, pipeline);
  const token = tokenRequest(reading, step);
  const claims = (audiences: readonly string[] | undefined): ReturnType<typeof claimSetsOf> =>
    claimSetsOf(pipeline, step, { initiators, audiences });
  const logins = loginsOf(reading, { parts, images, variables: pipeline.variables });
  const roles = carriedRoles(
    logins,
    { label: step.label, gates: before, claimSets: claims(token?.audiences) },
    roleNeeds(reading, step, parts, logins),
  );
  const secrets = namedSecrets(reading, parts, images);
  const carried = [...roles, ...carriedSecrets(secrets, before)];
  return {
    ...emptySession(origin, step.item.written),
    localId: sessionId(step),
    kind: 'job-token',
    name: `${pipeline.name} / ${step.label.slice(pipeline.name.length + 1)}`,
    noun: 'step',
    approvedBy: 'in a step with `trigger: manual`, or in an environment with deployment permissions',
    label: step.label,
    credential: STEP_TOKEN,
    subject: {
      pipeline: pipeline.name,
      step: step.name ?? `step ${String(step.order)}`,
      ...(step.stage === undefined ? {} : { stage: step.stage.name ?? `stage ${String(step.stage.number)}` }),
    },
    role: 'runs',
    initiators,
    lifetime: lifetimeOf(reading, step),
    grants: [
      ...ownGrants(reading, parts, token, before),
      ...carried.map((identity) => identityGrant(identity)),
    ],
    gates,
    carried,
    references: takenReferences(roles),
    participants: participantsOf(reading, step, { parts, image, secrets: secrets.map(({ name }) => name) }),
    host: hostOf(reading, step),
    tiers: tiersOf(reading, step, carried),
    purposes: purposesOf(reading, parts),
    ...(token === undefined ? {} : { presents: { claimSets: claims(undefined), requires: OIDC_RIGHT } }),
    unknowns: [
      ...unknownsOf(reading, { parts, roles, token }),
      ...unknownActors(actingTexts(reading, parts), carried, { why: OUTSIDE, withAws: false }),
      { ...SETTINGS_UNKNOWN, origin },
      ...(pipeline.manual.length > MOST_GATES ? [{ ...MORE_GATES, origin }] : []),
    ],
  };
}

/** Commands that push to the repository itself, whose remote takes them from any step that has cloned it. */
const PUSHES = /\bgit\s+(?:-\S+\s+\S+\s+)*push\b(?!\s+(?:\S*heroku|\S*:\/\/|git@))/u;

function ownGrants(
  reading: Reading,
  parts: readonly Part[],
  token: TokenRequest | undefined,
  gates: readonly string[],
): readonly Grant[] {
  const base = { declaredFor: 'session' as const, gates, via: [] };
  const grants: Grant[] = [];
  if (token !== undefined) {
    const uses = scriptOf(parts).includes(STEP_TOKEN);
    const origin = reading.originOf(token.node);
    grants.push({
      ...base,
      action: 'oidc',
      ...OIDC_RIGHT,
      system: { kind: 'identity', name: 'OpenID Connect' },
      resource: 'tokens that name this step',
      certainty: 'declared',
      evidence: uses ? 'needed' : 'unknown',
      evidenceFrom: uses ? [{ origin, why: `the script shows ${quoted(`$${STEP_TOKEN}`)}` }] : [],
      opens: 'obtain a token with which clouds that trust this repository grant roles',
      origin,
    });
  }
  // A script that clones something else may well push there.
  const isElsewhere = /\bgit\s+clone\b/u.test(scriptOf(parts));
  const push = isElsewhere
    ? undefined
    : parts.find((part) => part.kind === 'command' && PUSHES.test(part.command.text));
  if (push?.kind === 'command') {
    const origin = placeIn(reading, push.command.node, 'git push');
    grants.push({
      ...base,
      declaredFor: 'default',
      action: 'repository:write',
      right: 'repository',
      access: 'write',
      system: { kind: 'repository', name: 'this repository' },
      resource: 'branches and tags, but for what their permissions forbid',
      certainty: 'platform-default',
      evidence: 'needed',
      evidenceFrom: [{ origin, why: `the script pushes (${SOURCES.push})` }],
      opens: 'push commits and tags',
      origin,
    });
  }
  return grants;
}

function tiersOf(reading: Reading, step: Step, carried: readonly CarriedIdentity[]): SessionFacts['tiers'] {
  const environment = environmentOf(step);
  const named = [
    ...(environment === undefined ? [] : [{ name: environment.text, origin: reading.originOf(environment) }]),
    ...carried.map(({ name, origin }) => ({ name, origin })),
  ];
  return named.flatMap(({ name, origin }) => {
    const tier = tierOf(name);
    return tier === undefined ? [] : [{ tier, name, origin }];
  });
}

function purposesOf(reading: Reading, parts: readonly Part[]): SessionFacts['purposes'] {
  return parts.flatMap((part) => {
    if (part.kind === 'command') {
      const origin = placeIn(reading, part.command.node, '');
      return purposesOfScript(part.command.text).map(({ purpose, why }) => ({
        purpose,
        why: `its script ${why}`,
        origin,
      }));
    }
    const facts = pipeFacts(part.pipe.name)?.purpose;
    if (facts === undefined) return [];
    const origin = reading.originOf(part.pipe.reference.node);
    return [{ purpose: facts.purpose, why: `pipe ${part.pipe.name} ${facts.why}`, origin }];
  });
}

const OUTSIDE =
  'its credentials are in the settings of the repository, the workspace or the environment, outside this file';

/** https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ */
const SETTINGS_UNKNOWN = {
  what: 'which other variables are in its reach',
  about: 'settings',
  why: 'those of the workspace, the repository and the environment are set outside this file, and every step sees them',
} as const;

const MORE_GATES = {
  what: 'which other starts by hand stand before it',
  about: 'use',
  why: `there are more than ${String(MOST_GATES)}`,
} as const;

function actingTexts(reading: Reading, parts: readonly Part[]): readonly ActingText[] {
  return parts.flatMap((part) =>
    part.kind === 'command'
      ? [{ text: part.command.text, place: (word: string) => placeIn(reading, part.command.node, word) }]
      : [],
  );
}

const AWS_COMMAND = /(?:^|[\s;&|(`])aws\s+(?!--version|configure|sts\s+assume)[a-z]/mu;

function unknownsOf(
  reading: Reading,
  {
    parts,
    roles,
    token,
  }: {
    readonly parts: readonly Part[];
    readonly roles: readonly CarriedIdentity[];
    readonly token: TokenRequest | undefined;
  },
): readonly Unknown[] {
  const used = parts.find((part) => part.kind === 'command' && AWS_COMMAND.test(part.command.text));
  if (used?.kind !== 'command' || roles.length > 0 || token !== undefined) return [];
  return [
    {
      what: 'as whom it acts in AWS',
      why: OUTSIDE,
      origin: placeIn(reading, used.command.node, 'aws'),
    },
  ];
}
