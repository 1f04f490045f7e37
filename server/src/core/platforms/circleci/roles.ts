import { CIRCLECI_AUDIENCE, TOKEN_V1, TOKEN_V2 } from '../../knowledge/circleci/oidc.js';
import type { TokenVersion } from '../../knowledge/circleci/oidc.js';
import type { OrbElement } from '../../knowledge/circleci/orbs.js';
import { orbElement } from '../../knowledge/circleci/orbs.js';
import type { Origin } from '../../model/origin.js';
import { withRoleOfSettings } from '../../pipelines/aws/settings.js';
import { filledIn, roleOfEnvironment, takenRoles } from '../../pipelines/aws/takenRoles.js';
import type { TakenRole, Variables } from '../../pipelines/aws/takenRoles.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import type { TokenLogin } from '../../pipelines/tokenLogins.js';
import { tokenLogins } from '../../pipelines/tokenLogins.js';
import type { ShownToken } from './claims.js';
import type { RunJob } from './jobs.js';
import type { Reading } from './reading.js';
import { stepScript } from './scripts.js';
import type { Input, Step } from './steps.js';
import { inputOf } from './steps.js';
import { takesByToken, variableTexts } from './variables.js';

/** A role or account that a job takes on. */
export interface Login {
  readonly system: 'AWS' | TokenLogin['system'];
  readonly taken: TakenRole;
  /** The token that is shown for it; none where credentials at hand sign the request. */
  readonly token?: ShownToken;
  /** Absent for what CircleCI takes before the job's steps. */
  readonly step?: Step;
  /** Whether later steps act as it. */
  readonly lasts: boolean;
  readonly origin: Origin;
  /** Where the duration stands that is asked for. */
  readonly durationOrigin?: Origin;
}

/** Every role and account that the job's text takes on. */
export function loginsOf(reading: Reading, job: RunJob): readonly Login[] {
  return [
    ...imageLogins(reading, job),
    ...environmentLogins(reading, job),
    ...job.steps.flatMap((step) => [
      ...orbLogins(reading, job, step),
      ...scriptLogins(reading, job, step),
      ...otherLogins(reading, job, step),
    ]),
  ];
}

/** https://circleci.com/docs/guides/permissions-authentication/pull-an-image-from-aws-ecr-with-oidc/ */
function imageLogins(reading: Reading, job: RunJob): readonly Login[] {
  return job.machine.images.flatMap(({ awsRole, googleAccount }) => {
    const login = (system: Login['system'], { text, node }: Input): Login => ({
      system,
      taken: { role: filledIn(text, textsOf(job)), by: 'web-identity', start: 0 },
      token: { version: 'either', audience: CIRCLECI_AUDIENCE },
      lasts: false,
      origin: reading.originOf(node),
    });
    return [
      ...(awsRole === undefined ? [] : [login('AWS', awsRole)]),
      ...(googleAccount === undefined ? [] : [login('Google Cloud', googleAccount)]),
    ];
  });
}

/** The role that the tools of AWS take on by themselves where the job's environment names it with the token's file. */
function environmentLogins(reading: Reading, job: RunJob): readonly Login[] {
  const taken = roleOfEnvironment(textsOf(job));
  const named = job.environment.get('AWS_ROLE_ARN');
  const [first] = job.steps;
  if (taken === undefined || named === undefined || first === undefined) return [];
  return [
    {
      system: 'AWS',
      taken,
      token: scriptToken(job, '', undefined),
      step: first,
      lasts: true,
      origin: reading.originOf(named.node),
    },
  ];
}

function textsOf({ environment }: RunJob): Variables {
  return new Map([...environment].map(([name, { text }]) => [name, text]));
}

function orbLogins(reading: Reading, job: RunJob, step: Step): readonly Login[] {
  if (step.orb?.orb.kind !== 'registry') return [];
  const { version } = step.orb.orb;
  const known = orbElement(step.orb.orb, step.orb.element);
  if (known === undefined) return [];
  const variables = variableTexts(job, step);
  const logins: Login[] = [];
  const role = known.awsRole && inputOf(step, known.awsRole.role);
  const byToken = takesByToken(step, known.awsRole);
  if (known.awsRole !== undefined && role !== undefined && byToken) {
    logins.push(roleLogin(reading, step, { terms: known.awsRole, role, version, variables }));
  }
  const chained = known.chainedRole === undefined ? role : inputOf(step, known.chainedRole);
  if (chained !== undefined && chained.text !== '' && !byToken) {
    const taken: TakenRole = { role: filledIn(chained.text, variables), by: 'keys', start: 0 };
    logins.push({ system: 'AWS', taken, step, lasts: false, origin: reading.originOf(chained.node) });
  }
  const google = known.googleAccount;
  if (google !== undefined && inputOf(step, google.when)?.text === 'true') {
    const variable = inputOf(step, google.parameter);
    const account = variable?.text ?? google.defaultVariable;
    logins.push({
      system: 'Google Cloud',
      taken: { role: variables.get(account) ?? `$${account}`, by: 'web-identity', start: 0 },
      token: { version: 1, audience: CIRCLECI_AUDIENCE },
      step,
      lasts: true,
      origin: reading.originOf(variable?.node ?? step.node),
    });
  }
  return logins;
}

function roleLogin(
  reading: Reading,
  step: Step,
  {
    terms,
    role,
    version,
    variables,
  }: {
    readonly terms: NonNullable<OrbElement['awsRole']>;
    readonly role: Input;
    readonly version: string;
    readonly variables: Variables;
  },
): Login {
  const duration = inputOf(step, terms.duration);
  const text = duration === undefined ? undefined : filledIn(duration.text, variables);
  const isNumber = text !== undefined && /^\d{1,6}$/u.test(text);
  return {
    system: 'AWS',
    taken: {
      role: filledIn(role.text, variables),
      by: 'web-identity',
      setBy: terms.duration,
      ...(isNumber
        ? { seconds: Number(text) }
        : text === undefined
          ? {}
          : { computedSeconds: true as const }),
      start: 0,
    },
    token: { version: tokenOf(terms, version), audience: CIRCLECI_AUDIENCE },
    step,
    lasts: true,
    origin: reading.originOf(role.node),
    ...(duration === undefined ? {} : { durationOrigin: reading.originOf(duration.node) }),
  };
}

function tokenOf(
  { secondTokenFrom, token }: NonNullable<OrbElement['awsRole']>,
  version: string,
): TokenVersion {
  if (token !== undefined) return token;
  const own = /^\d+(?:\.\d+)*$/u.test(version) ? version.split('.').map(Number) : undefined;
  if (secondTokenFrom === undefined || own === undefined) return 2;
  for (const [index, part] of secondTokenFrom.entries()) {
    // A version that is not written out to the end is the newest of its kind.
    const written = own[index];
    if (written === undefined) return 2;
    if (written !== part) return written < part ? 1 : 2;
  }
  return 2;
}

/** Only scripts that speak of roles are worth reading for them. */
const SPEAKS_OF_ROLES = /assume-role|role_arn|AWS_ROLE_ARN|AWS_WEB_IDENTITY_TOKEN_FILE/u;

function scriptLogins(reading: Reading, job: RunJob, step: Step): readonly Login[] {
  const { script } = step;
  if (script === undefined || !SPEAKS_OF_ROLES.test(script.text)) return [];
  const parsed = stepScript(reading, step);
  if (parsed === undefined) return [];
  return takenRoles(parsed, withRoleOfSettings(variableTexts(job, step), script.text)).map((taken): Login => {
    const place = written(script, taken) ?? placeIn(reading, script.node, taken.role);
    return {
      system: 'AWS',
      taken,
      ...(taken.by === 'web-identity' ? { token: scriptToken(job, script.text, taken.token) } : {}),
      step,
      lasts: lastsOn(script.text, taken),
      origin: place,
      ...(taken.seconds === undefined
        ? {}
        : { durationOrigin: placeIn(reading, script.node, String(taken.seconds)) }),
    };
  });

  /** Where the role is a variable of the file, its value is the narrowest text that names it. */
  function written({ text }: Input, { role }: TakenRole): Origin | undefined {
    if (text.includes(role)) return undefined;
    const named = [...job.environment.values(), ...step.environment.values()].find(
      (value) => value.text === role,
    );
    return named && reading.originOf(named.node);
  }
}

/** Logins elsewhere, where the job is known to show a token of CircleCI. */
function otherLogins(reading: Reading, job: RunJob, step: Step): readonly Login[] {
  const { script } = step;
  const found = script === undefined ? [] : tokenLogins(script.text);
  if (script === undefined || found.length === 0) return [];
  if (!job.steps.some((other) => SHOWS_TOKEN.test(other.script?.text ?? ''))) return [];
  const variables = variableTexts(job, step);
  return found.map(({ system, identity, shown }): Login => ({
    system,
    taken: { role: filledIn(identity ?? system, variables), by: 'web-identity', start: 0 },
    token: scriptToken(job, script.text, undefined),
    step,
    lasts: true,
    origin: placeIn(reading, script.node, identity ?? shown),
  }));
}

const SHOWS_TOKEN = /CIRCLE_OIDC_TOKEN|\boidc\s+get\b/u;

/** Keys that are written to `$BASH_ENV` or into a profile are there for the steps after it. */
function lastsOn(script: string, { by, token }: TakenRole): boolean {
  if (script.includes('BASH_ENV')) return true;
  return by === 'keys' && token === undefined && /configure\s+set/u.test(script);
}

/**
 * Which token is shown. One that `circleci run oidc get` makes has the audience that is asked for.
 * https://circleci.com/docs/guides/permissions-authentication/oidc-tokens-with-custom-claims/
 */
function scriptToken(job: RunJob, own: string, token: string | undefined): ShownToken {
  const named = token ?? '';
  if (named.includes(TOKEN_V2)) return { version: 2, audience: CIRCLECI_AUDIENCE };
  if (named.includes(TOKEN_V1)) return { version: 1, audience: CIRCLECI_AUDIENCE };
  // A file, or a variable that the script fills.
  const others = job.steps.map(({ script }) => script?.text ?? '').filter((text) => text.includes('OIDC'));
  const all = [own, ...others].join('\n');
  if (/\boidc\s+get\b/u.test(all)) {
    return {
      version: 'either',
      audience: audienceIn(all),
      ...(all.includes('--root-issuer') ? { isOfRoot: true } : {}),
    };
  }
  const hasSecond = all.includes(TOKEN_V2);
  const hasFirst = new RegExp(`${TOKEN_V1}(?!_V2)`, 'u').test(all);
  const version = hasSecond && !hasFirst ? 2 : hasFirst && !hasSecond ? 1 : 'either';
  return { version, audience: CIRCLECI_AUDIENCE };
}

function audienceIn(text: string): string | undefined {
  const audience = /["']?aud\\?["']?\s*:\s*\\?["']([^"'\\]+)/u.exec(text)?.[1];
  if (audience === undefined) return CIRCLECI_AUDIENCE;
  if (audience.includes('CIRCLE_ORGANIZATION_ID')) return CIRCLECI_AUDIENCE;
  return audience.includes('$') ? undefined : audience;
}
