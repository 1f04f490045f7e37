/** A path of the node that opens more than files. */
interface HostPath {
  /** The path or a folder above what is meant. */
  readonly path: string;
  /** What its holder gains, in words that follow "it can". */
  readonly opens: string;
  /** Whether reading it is enough. */
  readonly reading: boolean;
  /** Whether the path may be the folder of what is meant, a socket. */
  readonly holdsSocket?: true;
  /** Set when it opens a part of the node alone, not the credentials of what else runs there. */
  readonly partial?: true;
}

/**
 * Paths of a node by which a container gets out, the longest first where one lies in another. Each hostPath volume is
 * outside of the Baseline standard; these are the ones that give the node away by themselves.
 * https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
 */
const HOST_PATHS: readonly HostPath[] = [
  ...['/var/run/docker.sock', '/run/docker.sock'].map((path) => socket(path, 'Docker')),
  ...['/run/containerd', '/var/run/containerd', '/run/k3s/containerd'].map((path) =>
    socket(path, 'containerd'),
  ),
  ...['/run/crio', '/var/run/crio'].map((path) => socket(path, 'CRI-O')),
  {
    path: '/etc/kubernetes',
    opens: "read the keys of the control plane and the node's own credential",
    reading: true,
  },
  {
    path: '/var/lib/kubelet',
    opens: "read the kubelet's credential and the tokens and secrets of every pod of the node",
    reading: true,
  },
  {
    path: '/var/lib/docker',
    opens: 'read and change the files of every container of the node',
    reading: true,
  },
  {
    path: '/var/lib/containerd',
    opens: 'read and change the files of every container of the node',
    reading: true,
  },
  { path: '/var/lib/etcd', opens: 'read every object of the cluster, secrets included', reading: true },
  { path: '/var/log', opens: 'follow links out of the log folder to any file of the node', reading: false },
  {
    path: '/root',
    opens: "read and change the files of the node's administrator",
    reading: true,
    partial: true,
  },
  {
    path: '/proc',
    opens: 'change settings of the kernel and reach other processes',
    reading: false,
    partial: true,
  },
  { path: '/sys', opens: 'change settings of the kernel', reading: false, partial: true },
  // Which devices a container may open is limited by its cgroup as well, unless it is privileged.
  {
    path: '/dev',
    opens: 'see the devices of the node, and open those that its cgroup lets it',
    reading: true,
    partial: true,
  },
  { path: '/etc', opens: "change the node's users, jobs and start-up", reading: false },
  {
    path: '/var/run',
    opens: 'reach the sockets of the node, that of its container runtime among them',
    reading: true,
  },
  {
    path: '/run',
    opens: 'reach the sockets of the node, that of its container runtime among them',
    reading: true,
  },
  {
    path: '/var/lib',
    opens: "read the kubelet's credential and the tokens and secrets of every pod of the node",
    reading: true,
  },
  {
    path: '/var',
    opens: "read the kubelet's credential and the tokens and secrets of every pod of the node",
    reading: true,
  },
  { path: '/', opens: 'read every file of the node, credentials of other pods included', reading: true },
];

function socket(path: string, runtime: string): HostPath {
  return {
    path,
    opens: `start any container on the node through ${runtime}`,
    reading: true,
    holdsSocket: true,
  };
}

/**
 * What counts below a folder: where keys and tokens lie, and what the kubelet starts by itself. Elsewhere only the
 * folder itself does, and what holds it; sockets of plugins and the cloud's settings lie beside the keys.
 * https://kubernetes.io/docs/setup/best-practices/certificates/#where-certificates-are-stored
 * https://kubernetes.io/docs/reference/node/kubelet-files/
 */
const BELOW: Readonly<Record<string, RegExp>> = {
  '/etc/kubernetes': /^\/(?:pki|manifests)(?:\/|$)|^\/[^/]+\.conf$/u,
  '/var/lib/kubelet': /^\/(?:pods|pki)(?:\/|$)|^\/kubeconfig$/u,
  '/var/lib/etcd': /^\//u,
  '/root': /^\//u,
};

/** Why a hostPath gives the node away; `undefined` for one that does not by itself. */
export function hostPathEscape(path: string, readOnly: boolean): HostPath | undefined {
  const clean = `/${path.split('/').filter(Boolean).join('/')}`;
  const found = HOST_PATHS.find(
    (known) => known.path === clean || isSocketOf(known, clean) || isBelow(known, clean),
  );
  return found !== undefined && (found.reading || !readOnly) ? found : undefined;
}

function isSocketOf(known: HostPath, path: string): boolean {
  return known.holdsSocket === true && path.startsWith(`${known.path}/`) && path.endsWith('.sock');
}

function isBelow(known: HostPath, path: string): boolean {
  return path.startsWith(`${known.path}/`) && BELOW[known.path]?.test(path.slice(known.path.length)) === true;
}

/**
 * Capabilities by which a container gets out of itself. https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
export const CAPABILITIES: Readonly<Record<string, string>> = {
  ALL: 'do all that root may do on the node',
  SYS_ADMIN: 'mount file systems and enter the namespaces of the node',
  SYS_MODULE: 'load modules into the kernel of the node',
  SYS_RAWIO: 'read and write the memory and the disks of the node',
  DAC_READ_SEARCH: 'open any file of the node by its handle',
  BPF: 'put programs into the kernel of the node',
};

/** With the processes of the node in sight, this one reads and changes them. */
export const TRACE = { capability: 'SYS_PTRACE', opens: 'read and change the processes of the node' };

/** Settings of a pod or container that share the node with it. */
export const SHARED_HOST: Readonly<Record<'hostPID' | 'hostIPC' | 'hostNetwork', string>> = {
  hostPID: 'see the processes of the node, and with them environment variables and files of other pods',
  hostIPC: 'read and change the shared memory of processes of the node',
  hostNetwork:
    "reach what listens on the node alone, such as the kubelet and the cloud's metadata, past network policies",
};

export const PRIVILEGED = 'use every device of the node as root, as if it were not in a container';
export const HOST_PROCESS = 'run as a process of the Windows node itself';
