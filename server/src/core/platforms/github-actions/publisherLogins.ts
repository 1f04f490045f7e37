import { systemOf } from '../../knowledge/names/systems.js';
import { sensitivityOf } from '../../knowledge/names/words.js';
import { NPM_AUDIENCE, NPM_STAGING, NPM_TOKEN, npmPublications } from '../../knowledge/registries/npm.js';
import {
  PYPI_AUDIENCE,
  PYPI_PUBLISHER,
  PYPI_SECONDS,
  PYPI_TOKEN,
  pypiPublications,
} from '../../knowledge/registries/pypi.js';
import type { CarriedIdentity, Gate } from '../../model/facts.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import { entries, isAbsent } from '../../syntax/syntaxTree.js';
import { quoted } from '../../text/quoted.js';
import type { Reading } from './reading.js';
import type { Environments } from './stepInputs.js';
import type { Step } from './workflow.js';

/** A login to a registry of packages by the job's identity token, and what stands behind it. */
export interface PublisherLogin {
  readonly identity: Omit<CarriedIdentity, 'gates' | 'initiators'>;
  /** Of the token that the tool asks for. */
  readonly audience: string;
  /** What asks before anybody can install what is put there. */
  readonly gate?: Gate;
}

/** The logins of a step that publishes by commands which exchange the job's identity token themselves. */
export function publisherLogins(
  reading: Reading,
  step: Step,
  environments: Environments,
): readonly PublisherLogin[] {
  return [npmLogin(reading, step, environments), pypiLogin(reading, step, environments)].filter(
    (login) => login !== undefined,
  );
}

/**
 * The login of a step that publishes to npm and is given no token: npm then exchanges the job's identity token, and what
 * the package's trusted publisher allows is what the session reaches. With a token in its hands the token is told.
 */
function npmLogin(reading: Reading, step: Step, environments: Environments): PublisherLogin | undefined {
  const { run } = step;
  if (run === undefined || isAbsent(run) || !run.text.includes('publish')) return undefined;
  const [first, ...others] = npmPublications(run.text);
  if (first === undefined || NPM_TOKEN.test(run.text) || isGivenToken(NPM_TOKEN, step, environments)) {
    return undefined;
  }
  const origin = placeIn(reading, run, first.words);
  const staged = [first, ...others].every((each) => each.staged);
  const { stagedWords } = first;
  return {
    audience: NPM_AUDIENCE,
    identity: {
      key: 'role:npm:npm',
      kind: 'federated-workload',
      name: 'npm',
      system: systemOf('npm'),
      lifetime: { seconds: null, basis: 'unknown', boundBy: 'the registry, which does not tell', origin },
      visibleTo: 'step',
      sensitivity: sensitivityOf('npm publish'),
      note: 'Trusted publishing: every package whose publisher at npm is this workflow.',
      ...(stagedWords === undefined || others.length > 0
        ? {}
        : {
            asking: {
              title: `Stage it with ${quoted(stagedWords)}: a maintainer approves it`,
              text: stagedWords,
              caution: NPM_STAGING.caution,
            },
          }),
      origin,
      uses: [origin],
    },
    ...(staged
      ? {
          gate: {
            id: 'staged:npm',
            kind: 'approval',
            state: 'assumed',
            name: NPM_STAGING.gate,
            why: NPM_STAGING.why,
            holdsIf: NPM_STAGING.holdsIf,
            origin,
          },
        }
      : {}),
  };
}

/** The login of a step that publishes to PyPI and is given no token. */
function pypiLogin(reading: Reading, step: Step, environments: Environments): PublisherLogin | undefined {
  const { run } = step;
  if (run === undefined || isAbsent(run) || !run.text.includes('publish')) return undefined;
  const [words] = pypiPublications(run.text);
  if (words === undefined || PYPI_TOKEN.test(run.text) || isGivenToken(PYPI_TOKEN, step, environments)) {
    return undefined;
  }
  const origin = placeIn(reading, run, words);
  return {
    audience: PYPI_AUDIENCE,
    identity: {
      key: 'role:PyPI:PyPI',
      kind: 'federated-workload',
      name: 'PyPI',
      system: systemOf('PyPI'),
      lifetime: { seconds: PYPI_SECONDS, basis: 'platform-default', boundBy: 'PyPI', origin },
      visibleTo: 'step',
      sensitivity: sensitivityOf('pypi publish'),
      note: PYPI_PUBLISHER,
      origin,
      uses: [origin],
    },
  };
}

function isGivenToken(token: RegExp, step: Step, environments: Environments): boolean {
  return [step.env, ...environments].some((env) => entries(env).some(({ key }) => token.test(key.text)));
}
