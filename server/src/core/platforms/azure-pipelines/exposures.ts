import type { Exposure } from '../../model/facts.js';
import type { Reading } from './reading.js';
import type { Step } from './steps.js';
import { isDisabled } from './steps.js';

/** Commands of git that go to the remote with the credential that the checkout left. */
const REMOTE =
  /\bgit\b[^\n|;&]*\s(?:push|fetch|pull|clone|ls-remote|submodule|lfs)\b|\b(?:npm|pnpm|yarn)\s+(?:run\s+)?(?:release|version)\b|\bsemantic-release\b|\bgitversion\b|\bnbgv\b/iu;
/** Commands that run something of the repository, whose content is not read here. */
const OPAQUE =
  /(?:^|[\s;&|(])(?:\.{1,2}[\\/]\S+|(?:bash|sh|pwsh|python3?|node|ruby|dotnet|npx)\s+(?!-)\S+|make\b|gradlew?\b|mvnw?\b|(?:npm|pnpm|yarn)\s+(?:run\s+)?\w)/imu;

/**
 * The job's own token, left in the settings of git for all later steps.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/steps-checkout (persistCredentials)
 */
export function exposuresOf(reading: Reading, steps: readonly Step[]): readonly Exposure[] {
  return steps.flatMap((step, index) => {
    const entry = step.properties.entry('persistCredentials');
    const isOn = entry?.value.kind === 'scalar' && entry.value.text.toLowerCase() === 'true';
    if (step.kind !== 'checkout' || !isOn || isDisabled(step)) return [];
    return [
      {
        what: 'System.AccessToken',
        where: '.git/config of the repository',
        until: 'the job ends',
        ...laterUse(steps.slice(index + 1)),
        origin: reading.originOf(entry.value),
        at: reading.originOf(step.head),
      },
    ];
  });
}

function laterUse(later: readonly Step[]): Pick<Exposure, 'usedLater' | 'why'> {
  let open: string | undefined;
  for (const step of later) {
    const text = step.script?.node.text.replace(/(^|\s)#[^\n]*/gu, '$1');
    if (text !== undefined && REMOTE.test(text)) {
      return { usedLater: 'yes', why: `${step.label} goes to the remote with it` };
    }
    const isOpaque = text === undefined ? step.kind === 'template' || runsFile(step) : OPAQUE.test(text);
    if (isOpaque) open ??= step.label;
  }
  // Nothing leaves it by itself: whoever writes it out means a later step to use it.
  return open === undefined
    ? { usedLater: 'no', why: 'no later step goes to the remote with it' }
    : { usedLater: 'yes', why: `it is written out that ${open} may use it` };
}

function runsFile({ task }: Step): boolean {
  return /^(?:bash|powershell|shellscript|batchscript|pythonscript|azurecli|azurepowershell|gitversion\/execute)$/iu.test(
    task ?? '',
  );
}
