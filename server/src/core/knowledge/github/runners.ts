import type { Sourced } from './limits.js';

/** One label of a machine that GitHub hosts. */
export interface HostedLabel {
  readonly label: string;
  readonly os: 'linux' | 'windows' | 'macos';
  readonly arch: 'x64' | 'arm64';
  /** `container`: a container on a shared virtual machine; otherwise a new virtual machine for every job. */
  readonly isolation: 'vm' | 'container';
  /** `larger` is billed to an organization or enterprise; still a fresh machine. */
  readonly size: 'standard' | 'larger';
  readonly status: 'current' | 'preview' | 'deprecated' | 'retired';
  readonly source: string;
}

const DOCS = 'https://docs.github.com/en';
const IMAGES = 'https://github.com/actions/runner-images#available-images';
const HOSTED = `${DOCS}/actions/reference/runners/github-hosted-runners`;
const USE = `${DOCS}/actions/how-tos/manage-runners/self-hosted-runners/use-in-a-workflow`;

function hosted(
  os: HostedLabel['os'],
  arch: HostedLabel['arch'],
  labels: readonly string[],
  more: Partial<HostedLabel> = {},
): HostedLabel[] {
  return labels.map((label) => ({
    label,
    os,
    arch,
    isolation: 'vm',
    size: 'standard',
    status: 'current',
    source: IMAGES,
    ...more,
  }));
}

/**
 * Labels of GitHub-hosted runners, from GitHub's list of images (August 2026); `retired` ones were on older versions of
 * the list and no longer work. Not in it: larger Linux and Windows runners, whose names each organization chooses (see `LARGER_RUNNER_NAMES`).
 */
export const GITHUB_HOSTED_LABELS: readonly HostedLabel[] = [
  ...hosted('linux', 'x64', ['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-22.04']),
  ...hosted('linux', 'arm64', ['ubuntu-24.04-arm', 'ubuntu-22.04-arm']),
  ...hosted('linux', 'x64', ['ubuntu-26.04'], { status: 'preview' }),
  ...hosted('linux', 'arm64', ['ubuntu-26.04-arm'], { status: 'preview' }),
  ...hosted('linux', 'x64', ['ubuntu-slim'], { isolation: 'container', source: HOSTED }),
  ...hosted('windows', 'x64', ['windows-latest', 'windows-2025', 'windows-2025-vs2026', 'windows-2022']),
  ...hosted('windows', 'arm64', ['windows-11-arm', 'windows-11-vs2026-arm']),
  ...hosted('macos', 'arm64', ['macos-latest', 'macos-26', 'macos-15']),
  ...hosted('macos', 'x64', ['macos-26-intel', 'macos-15-intel']),
  ...hosted('macos', 'x64', ['macos-latest-large', 'macos-26-large', 'macos-15-large'], { size: 'larger' }),
  ...hosted('macos', 'arm64', ['macos-latest-xlarge', 'macos-26-xlarge', 'macos-15-xlarge'], {
    size: 'larger',
    source: `${DOCS}/actions/reference/runners/larger-runners#available-macos-larger-runners-and-labels`,
  }),
  ...hosted('macos', 'arm64', ['xcode-27'], { status: 'preview' }),
  ...hosted('macos', 'arm64', ['xcode-27-xlarge'], { status: 'preview', size: 'larger' }),
  ...hosted('macos', 'arm64', ['macos-14'], { status: 'deprecated' }),
  ...hosted('macos', 'x64', ['macos-14-large'], { status: 'deprecated', size: 'larger' }),
  ...hosted('macos', 'arm64', ['macos-14-xlarge'], { status: 'deprecated', size: 'larger' }),
  ...hosted('macos', 'x64', ['macos-13', 'macos-12', 'macos-11', 'macos-10.15'], {
    status: 'retired',
  }),
  ...hosted('macos', 'x64', ['macos-13-large'], { status: 'retired', size: 'larger' }),
  ...hosted('macos', 'arm64', ['macos-13-xlarge'], { status: 'retired', size: 'larger' }),
  ...hosted('linux', 'x64', ['ubuntu-20.04', 'ubuntu-18.04'], { status: 'retired' }),
  ...hosted('windows', 'x64', ['windows-2019'], { status: 'retired' }),
];

/** The one label that GitHub gives to no runner of its own. */
export const SELF_HOSTED_LABEL: Sourced<'self-hosted'> = {
  value: 'self-hosted',
  source: `${USE}#using-default-labels-to-route-jobs`,
};

/** A label prefix of a vendor that runs machines for GitHub Actions. */
export interface ManagedRunnerPrefix {
  readonly prefix: string;
  readonly vendor: string;
  /** Whether the vendor states that every job gets a fresh machine. */
  readonly freshPerJob: true | 'unknown';
  readonly source: string;
  readonly note?: string;
}

/**
 * Vendors with recognisable labels. `freshPerJob: true` only where the vendor's own page says so; to GitHub they are
 * all self-hosted runners. BuildJet, Cirun and others are not here because no such statement was found.
 */
export const MANAGED_RUNNER_PREFIXES: readonly ManagedRunnerPrefix[] = [
  {
    prefix: 'depot-',
    vendor: 'Depot',
    freshPerJob: true,
    source: 'https://depot.dev/docs/github-actions/overview',
    note: 'Ephemeral EC2 instances that are never reused. The cache is not isolated by branch.',
  },
  {
    prefix: 'blacksmith-',
    vendor: 'Blacksmith',
    freshPerJob: true,
    source: 'https://www.blacksmith.sh/security',
    note: 'Each job in an ephemeral Firecracker microVM.',
  },
  {
    prefix: 'runs-on=',
    vendor: 'RunsOn',
    freshPerJob: true,
    source: 'https://runs-on.com/docs/control-plane/security/',
    note: "A fresh EC2 instance for every job, in the user's own AWS account: its network and instance role are the user's.",
  },
  {
    prefix: 'warp-',
    vendor: 'WarpBuild',
    freshPerJob: true,
    source: 'https://docs.warpbuild.com/runners',
    note: 'Freshly allocated and destroyed. A label with snapshot.key= starts from a saved state of an earlier job.',
  },
  {
    prefix: 'nscloud-',
    vendor: 'Namespace',
    freshPerJob: true,
    source: 'https://namespace.so/docs/architecture/github-runners',
    note: 'A new runner instance for each workflow job.',
  },
  {
    prefix: 'ubicloud',
    vendor: 'Ubicloud',
    freshPerJob: 'unknown',
    source: 'https://ubicloud.com/docs/about/pricing',
    note: 'Dedicated virtual machines; that each job gets a new one was not found on a page of the vendor.',
  },
];
