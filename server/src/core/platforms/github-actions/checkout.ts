import type { PersistedCredential } from '../../knowledge/actions/identityTypes.js';
import { holdsForVersion } from '../../knowledge/actions/lookup.js';
import type { Exposure } from '../../model/facts.js';
import { listWords } from '../../model/words.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { textOf } from '../../syntax/syntaxTree.js';
import { quoted } from '../../text/quoted.js';
import { leftBehind } from './leftBehind.js';
import type { Reading } from './reading.js';
import type { SecretUse } from './secrets.js';
import type { Environments } from './stepInputs.js';
import type { Step } from './workflow.js';
import { inputOf } from './workflow.js';

/** Commands of git and gh that go to the remote with the credential that checkout left. */
const REMOTE_COMMANDS =
  /\bgit\b[^\n|;&]*\s(?:push|fetch|pull|clone|ls-remote|submodule|remote\s+(?:update|set-head|show)|lfs)\b|\bgh\s+(?:pr\s+checkout|repo\s+sync)\b|\bhub\s|\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?(?:release|publish|version)\b|\bsemantic-release\b|\bgoreleaser\b|\bmkdocs\s+gh-deploy\b|\bgh-pages\b|\bcz\s+bump\b|\blerna\s+(?:publish|version)\b|\bchangeset\b|\bcargo\s+release\b|\bmvn\w*\b[^\n]*\brelease:/u;

/** Commands that run something of the repository, whose content is not read here. */
const OPAQUE_COMMANDS =
  /(?:^|[\s;&|(])(?:\.{1,2}\/\S+|(?:bash|sh|zsh|pwsh|python3?|node|ruby|perl|deno|bun|tsx|npx)\s+(?!-)\S+|make\b|just\b|task\b|rake\b|nox\b|tox\b|invoke\b|gradlew?\b|\.\/\S+|(?:npm|pnpm|yarn)\s+(?:run\s+)?\w)/u;

/** Actions of GitHub's own that read files only where their inputs say so, and never use git's credential. */
const QUIET_ACTIONS =
  /^actions\/(?:setup-[a-z-]+|cache(?:\/(?:save|restore))?|upload-artifact|download-artifact|upload-pages-artifact|deploy-pages|configure-pages|labeler|stale|dependency-review-action|attest(?:-[a-z-]+)?|first-interaction|github-script)$/u;

/** Actions that commit or push with the credential that checkout left: their READMEs ask for it. */
const PUSHING_ACTIONS =
  /^(?:stefanzweifel\/git-auto-commit-action|endbug\/add-and-commit|ad-m\/github-push-action|peter-evans\/create-pull-request|changesets\/action|cycjimmy\/semantic-release-action|jamesives\/github-pages-deploy-action|helm\/chart-releaser-action|mathieudutour\/github-tag-action|anothrnick\/github-tag-action|phips28\/gh-action-bump-version|goreleaser\/goreleaser-action|tj-actions\/changed-files|dorny\/paths-filter|pre-commit-ci\/lite-action|test-room-7\/action-update-file)$/u;

/**
 * Credentials that steps leave behind for those after them although they could be told not to: the job's own token, or
 * the secret that stands in its place. A step that only fetches code for later use needs none; whether one is used is
 * told by what the later steps run.
 */
export function exposuresOf(
  reading: Reading,
  steps: readonly Step[],
  uses: readonly SecretUse[],
  environments: Environments,
): readonly Exposure[] {
  return steps.flatMap((step, index) => {
    const left = leftBehind(step, uses, environments);
    // Without a way to turn it off, leaving it behind is what the action is for; so it is of a login.
    if (left?.persists.input === undefined || left.persists.tokenDefault === undefined) return [];
    if (step.uses === undefined) return [];
    const { persists, secrets } = left;
    const input = inputOf(step, left.persists.input);
    const later = laterUse(steps.slice(index + 1), textOf(input));
    const where = persistedAt(step.uses.text, persists);
    return [
      {
        what: secrets.length > 0 ? listWords(secrets.map(quoted), 2) : 'GITHUB_TOKEN',
        ...(secrets.length > 0 ? { secrets } : {}),
        where,
        until: persists.removedAtJobEnd ? 'the job ends' : 'somebody removes it',
        usedLater: later.used,
        why: later.why,
        ...putOut(reading, where, inputOf(step, 'path'), steps.slice(index + 1)),
        origin: reading.originOf(input ?? step.uses),
        at: reading.originOf(step.uses),
      },
    ];
  });
}

/** The workspace as a whole, by the paths of @actions/glob. */
const WHOLE = /^(?:\.|\.\/|\$\{\{\s*github\.workspace\s*\}\}\/?|\*\*(?:\/\*)?)$/u;

/**
 * A step that uploads the whole workspace, with the file in which the token lies. Since v4.4 hidden files, `.git` among
 * them, stay out unless they are asked for.
 * https://github.com/actions/upload-artifact/blob/0387148d8cfd/README.md#breaking-changes
 */
function putOut(
  reading: Reading,
  where: string,
  path: SyntaxNode | undefined,
  later: readonly Step[],
): Pick<Exposure, 'putOut'> {
  // In a folder of its own it is a part of the workspace all the same.
  if (!where.startsWith('.git/') || textOf(path)?.startsWith('..') === true) return {};
  const step = later.find(({ uses, ...rest }) => {
    if (uses === undefined || !/^actions\/upload-artifact@/iu.test(uses.text)) return false;
    const asked = textOf(inputOf({ uses, ...rest }, 'include-hidden-files'))?.toLowerCase();
    const takesHidden =
      asked === 'true' || (asked === undefined && holdsForVersion(uses.text, { before: 'v4.4' }));
    const paths = (textOf(inputOf({ uses, ...rest }, 'path')) ?? '').split('\n').map((line) => line.trim());
    const leavesOut = paths.some((line) => /^!.*\.git\b/u.test(line));
    return takesHidden && !leavesOut && paths.some((line) => WHOLE.test(line));
  });
  if (step?.uses === undefined) return {};
  return {
    putOut: { origin: reading.originOf(step.uses), message: `${step.label} uploads the whole workspace` },
  };
}

/** Where this major version of the action leaves it; the newest for a reference that is no version. */
function persistedAt(reference: string, persists: PersistedCredential): string {
  const since = (persists.byVersion ?? []).filter(({ from }) => holdsForVersion(reference, { from }));
  return since.at(-1)?.where ?? persists.where;
}

interface LaterUse {
  readonly used: Exposure['usedLater'];
  readonly why: string;
}

/** @param written what the step says of leaving it behind: whoever writes it out means a later step to use it. */
function laterUse(later: readonly Step[], written: string | undefined): LaterUse {
  let open: string | undefined;
  for (const step of later) {
    const use = useOf(step);
    if (use === 'yes') return { used: 'yes', why: `${step.label} goes to the remote with it` };
    if (use === 'unknown') open ??= step.label;
  }
  if (open === undefined) return { used: 'no', why: 'no later step goes to the remote with it' };
  return written !== undefined
    ? { used: 'yes', why: `it is written out that ${open} may use it` }
    : { used: 'unknown', why: `what ${open} runs is not read here` };
}

function useOf(step: Step): Exposure['usedLater'] {
  if (step.run !== undefined) {
    const code = step.run.text.replace(/(^|\s)#[^\n]*/gu, '$1');
    if (REMOTE_COMMANDS.test(code)) return 'yes';
    return OPAQUE_COMMANDS.test(code) ? 'unknown' : 'no';
  }
  const name = (step.uses?.text.split('@')[0] ?? '').toLowerCase();
  if (PUSHING_ACTIONS.test(name)) return 'yes';
  if (name === 'actions/checkout' || QUIET_ACTIONS.test(name)) return 'no';
  return step.uses === undefined ? 'no' : 'unknown';
}
