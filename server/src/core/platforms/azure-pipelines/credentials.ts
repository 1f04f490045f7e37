import { ownOf } from '../../collections/ownOf.js';
import type { CarriedIdentity, Unknown } from '../../model/facts.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import type { HeldAt } from '../../pipelines/heldIdentities.js';
import { heldSecret } from '../../pipelines/heldIdentities.js';
import { systemOf } from '../../knowledge/names/systems.js';
import { sensitivityOf } from '../../knowledge/names/words.js';
import { documentedCredential } from './names.js';
import type { Scenario } from './scenarios.js';
import type { SecretUse } from './secrets.js';
import type { Place, Starts } from './starts.js';
import type { Step } from './steps.js';
import { inputText } from './steps.js';

/** What surrounds the identities of a job. */
export interface Holding {
  readonly starts: Starts;
  readonly place: Place;
  readonly reaching: readonly Scenario[];
  /** Ids of the gates before all that the job holds. */
  readonly gates: readonly string[];
}

/** Ids of the only initiators whose runs get to one of the steps; `undefined` when all do. */
export function initiatorsOf(
  { starts, place, reaching }: Holding,
  steps: readonly (Step | undefined)[],
): readonly string[] | undefined {
  const each = steps.map((step) => step && starts.stepInitiators(place, step, reaching));
  return each.some((ids) => ids === undefined) ? undefined : [...new Set(each.flatMap((ids) => ids ?? []))];
}

/** One carried identity for each secret that the job names. */
export function carriedSecrets(holding: Holding, uses: readonly SecretUse[]): readonly CarriedIdentity[] {
  const byName = new Map<string, SecretUse[]>();
  for (const use of uses) {
    if (use.what === 'token') continue;
    const key =
      use.what === 'written'
        ? `written:${use.origin.uri}#${use.name}`
        : `azure-pipelines-variable:${use.name.toLowerCase()}`;
    byName.set(key, [...(byName.get(key) ?? []), use]);
  }
  return [...byName].flatMap(([key, mentions]) => carried(holding, key, mentions) ?? []);
}

function carried(holding: Holding, key: string, mentions: readonly SecretUse[]): CarriedIdentity | undefined {
  const [first] = mentions;
  if (first === undefined) return undefined;
  const initiators = initiatorsOf(
    holding,
    mentions.map(({ step }) => step),
  );
  if (initiators?.length === 0) return undefined;
  const documented = mentions
    .flatMap(({ under, name }) => [...(under === undefined ? [] : [under]), name])
    .map(documentedCredential)
    .find((known) => known !== undefined);
  const alternative = documented && ALTERNATIVES[documented.system];
  const at: HeldAt = {
    origin: first.origin,
    uses: mentions.map(({ origin }) => origin),
    visibleTo: widest(mentions),
    gates: holding.gates,
    initiators,
  };
  const note = first.what === 'written' ? undefined : groupNote(holding);
  return {
    ...heldSecret(key, first.name, at),
    ...(note === undefined ? {} : { note }),
    ...(documented === undefined ? {} : { system: systemOf(documented.system), credential: documented.kind }),
    ...(alternative === undefined || first.what === 'written' ? {} : { alternative }),
    ...(first.what === 'written' ? { writtenOut: true as const } : {}),
  };
}

/** The variable groups that a job gets, each by the first place that names it: of the file, the stage and the job. */
function groupsOf({ starts, place }: Holding): ReadonlyMap<string, ScalarNode> {
  const blocks = [starts.pipeline.variables, place.stage.variables, place.job.variables];
  const groups = new Map<string, ScalarNode>();
  for (const node of blocks.flatMap((block) => block.groups)) {
    if (!groups.has(node.text)) groups.set(node.text, node);
  }
  return groups;
}

/** `the variable group a`, `the variable groups a, b`. */
function namedGroups(groups: ReadonlyMap<string, ScalarNode>): string {
  return `the variable group${groups.size > 1 ? 's' : ''} ${[...groups.keys()].slice(0, 5).join(', ')}`;
}

/** Where a secret variable comes from: the file names groups, and the pipeline may have variables of its own. */
function groupNote(holding: Holding): string | undefined {
  const groups = groupsOf(holding);
  return groups.size === 0
    ? undefined
    : `a secret variable of ${namedGroups(groups)}, or of the pipeline itself`;
}

/**
 * A job is sent all secrets of its groups, whether a step names them or not: each task finds them in its environment.
 * https://github.com/microsoft/azure-pipelines-task-lib/blob/016fad40/node/internal.ts (`_loadData`)
 */
export function unknownGroups(holding: Holding): readonly Unknown[] {
  const groups = groupsOf(holding);
  const [first] = groups.values();
  if (first === undefined) return [];
  return [
    {
      what: `which secrets of ${namedGroups(groups)} it gets`,
      about: 'settings',
      why: 'they are set in the project, and every task of the job can read them all; a script sees those that are handed to it',
      origin: holding.starts.reading.originOf(first),
    },
  ];
}

/** How a pipeline does without a stored key, by what the key opens. */
const ALTERNATIVES: Readonly<Record<string, string | undefined>> = {
  // https://aws.amazon.com/blogs/modernizing-with-aws/how-to-federate-into-aws-from-azure-devops-using-openid-connect/
  AWS: 'Assume a role instead: a service connection of type AWS with OIDC, and the tasks of the AWS Toolkit.',
  // https://learn.microsoft.com/en-us/azure/devops/pipelines/library/connect-to-azure
  Azure:
    'Use an Azure Resource Manager service connection with workload identity federation, and a task that takes it.',
};

function widest(mentions: readonly SecretUse[]): CarriedIdentity['visibleTo'] {
  if (mentions.some(({ visibleTo }) => visibleTo === 'file')) return 'file';
  return mentions.some(({ visibleTo }) => visibleTo === 'session') ? 'session' : 'step';
}

/** A file of the project's library that a step fetches: a key, a certificate, a profile. */
export function secureFiles(holding: Holding, steps: readonly Step[]): readonly CarriedIdentity[] {
  return steps.flatMap((step) => {
    const input = ownOf(SECURE_FILE, step.task?.toLowerCase() ?? '');
    const entry = step.inputs.find(({ value }) => value.key.text.toLowerCase() === input)?.value.value;
    if (input === undefined || entry?.kind !== 'scalar' || entry.value === null) return [];
    const name = holding.starts.valuesOf(holding.place).fill(entry.text);
    const initiators = initiatorsOf(holding, [step]);
    if (initiators?.length === 0) return [];
    const origin = holding.starts.reading.originOf(entry);
    const at: HeldAt = { origin, visibleTo: 'session', gates: holding.gates, initiators };
    return [
      {
        ...heldSecret(`azure-pipelines-file:${name}`, name, at),
        sensitivity: sensitivityOf(name),
        note: 'a file of the secure files of the project',
      },
    ];
  });
}

/** Tasks that take a secure file, with the input that names it, from their `task.json`. */
const SECURE_FILE: Readonly<Record<string, string | undefined>> = {
  downloadsecurefile: 'securefile',
  installsshkey: 'sshkeysecurefile',
  installapplecertificate: 'certsecurefile',
  installappleprovisioningprofile: 'provprofilesecurefile',
};

/** Secrets that a step fetches from a vault by name, and whether it fetches all of them. */
export function vaultSecrets(
  holding: Holding,
  steps: readonly Step[],
): {
  readonly carried: readonly CarriedIdentity[];
  readonly sweeping: readonly Step[];
  /** In lower case. */
  readonly names: ReadonlySet<string>;
} {
  const sweeping: Step[] = [];
  const carriedOnes = steps.flatMap((step) => {
    if (step.task?.toLowerCase() !== 'azurekeyvault') return [];
    const { starts, place, gates } = holding;
    const values = starts.valuesOf(place);
    const vault = values.fill(inputText(step, 'KeyVaultName') ?? 'a vault');
    // https://learn.microsoft.com/en-us/azure/devops/pipelines/tasks/reference/azure-key-vault-v2
    const filter = values.fill(inputText(step, 'SecretsFilter') ?? '*').trim();
    const initiators = initiatorsOf(holding, [step]);
    if (initiators?.length === 0) return [];
    if (filter === '*') {
      sweeping.push(step);
      return [];
    }
    const node = step.inputs.find(({ value }) => value.key.text.toLowerCase() === 'secretsfilter')?.value
      .value;
    return filter.split(',').flatMap((part) => {
      const name = part.trim();
      if (name === '' || node?.kind !== 'scalar') return [];
      const at: HeldAt = {
        origin: starts.reading.placeOf(node, name),
        visibleTo: 'session',
        gates,
        initiators,
      };
      return [{ ...heldSecret(`key-vault:${vault}/${name}`, name, at), note: `of the key vault ${vault}` }];
    });
  });
  return {
    carried: carriedOnes,
    sweeping,
    names: new Set(carriedOnes.map(({ name }) => name.toLowerCase())),
  };
}
