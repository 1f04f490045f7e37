/** A kind of service connection: what it opens, and in which form it can hold its credential. */
export interface ConnectionKind {
  /** The product, as in `systemOf`. */
  readonly product: string;
  /** As the project's settings call the kind. */
  readonly label: string;
  /** Whether what it holds is an identity of a cloud, of which sessions are made, or a stored credential. */
  readonly form: 'cloud' | 'stored';
}

const AZURE: ConnectionKind = { product: 'Azure', label: 'Azure Resource Manager', form: 'cloud' };
const REGISTRY: ConnectionKind = { product: 'Docker registry', label: 'Docker Registry', form: 'stored' };
const KUBERNETES: ConnectionKind = { product: 'Kubernetes', label: 'Kubernetes', form: 'stored' };
const GENERIC: ConnectionKind = { product: 'another service', label: 'Generic', form: 'stored' };
const GITHUB: ConnectionKind = { product: 'GitHub', label: 'GitHub', form: 'stored' };

/** https://docs.aws.amazon.com/vsts/latest/userguide/awsshell.html (Credentials) */
const AWS_CONNECTION: ConnectionKind = { product: 'AWS', label: 'AWS', form: 'cloud' };

/**
 * Kinds by the inputs that name a connection, in lower case with their aliases, as `task.json` of each task types them
 * (`connectedService:<kind>`): https://github.com/microsoft/azure-pipelines-tasks/tree/master/Tasks
 */
const BY_INPUT: ReadonlyMap<string, ConnectionKind> = new Map(
  (
    [
      [
        AZURE,
        'azureSubscription connectedServiceNameARM connectedServiceARM ARMConnectedServiceName azureResourceManagerConnection azureServiceConnection azureSubscriptionEndpoint azureSubscriptionConnection azureSubscriptionEndpointForSecrets azureSubscriptionEndpointForACR azureSubscriptionForACR azureResourceManagerEndpoint azurekvServiceConection azureClassicSubscription ConnectedServiceName',
      ],
      [AWS_CONNECTION, 'awsCredentials'],
      [
        REGISTRY,
        'containerRegistry dockerRegistryServiceConnection dockerRegistryEndpoint dockerRegistryConnection dockerRegistryEndpointName registryConnectedServiceName',
      ],
      [KUBERNETES, 'kubernetesServiceConnection kubernetesServiceEndpoint'],
      [
        { product: 'npm', label: 'npm', form: 'stored' },
        'customEndpoint publishEndpoint externalRegistryCredentials',
      ],
      [
        { product: 'NuGet', label: 'NuGet', form: 'stored' },
        'nuGetServiceConnections externalFeedCredentials publishFeedCredentials',
      ],
      [
        { product: 'PyPI', label: 'Python package upload', form: 'stored' },
        'pythonUploadServiceConnection pypiConnection',
      ],
      [
        { product: 'Python package index', label: 'Python package download', form: 'stored' },
        'pythonDownloadServiceConnections',
      ],
      [{ product: 'Maven', label: 'Maven', form: 'stored' }, 'mavenServiceConnections'],
      [{ product: 'crates.io', label: 'Cargo', form: 'stored' }, 'cargoServiceConnections'],
      [GITHUB, 'gitHubConnection'],
      [{ product: 'SSH server', label: 'SSH', form: 'stored' }, 'sshEndpoint'],
      [
        { product: 'Azure Service Fabric', label: 'Service Fabric', form: 'stored' },
        'clusterConnection serviceConnectionName',
      ],
      [
        { product: 'Azure DevOps', label: 'Azure DevOps', form: 'cloud' },
        'azureDevOpsServiceConnection workloadIdentityServiceConnection adoServiceConnection',
      ],
      [GENERIC, 'serviceConnection genericService serverEndpoint serviceEndpoint jenkinsServerConnection'],
    ] as const
  ).flatMap(([kind, names]) =>
    names.split(' ').map((name): [string, ConnectionKind] => [name.toLowerCase(), kind]),
  ),
);

/** Tasks whose inputs of these names are of another kind, by task and input in lower case; from their `task.json`. */
const BY_TASK: Readonly<Record<string, Readonly<Record<string, ConnectionKind>>>> = {
  chef: { connectedservicename: GENERIC },
  chefknife: { connectedservicename: GENERIC },
  nugetpublisher: { connectedservicename: GENERIC },
  quickperftest: { connectedservicename: GENERIC },
  cloudloadtest: { connectedservicename: GENERIC },
  apachejmeterloadtest: { connectedservicename: GENERIC },
  invokerestapi: { connectedservicename: GENERIC },
  downloadgithubrelease: { connection: GITHUB },
  downloadgithubnpmpackage: { externalendpoints: GITHUB, externalregistrycredentials: GITHUB },
  downloadgithubnugetpackage: { externalendpoints: GITHUB, externalfeedcredentials: GITHUB },
  universalpackages: {
    externalfeedcredentials: { product: 'Azure DevOps', label: 'Azure DevOps', form: 'stored' },
    publishfeedcredentials: { product: 'Azure DevOps', label: 'Azure DevOps', form: 'stored' },
  },
};

/**
 * Inputs of the tasks of the Terraform extension.
 * https://github.com/microsoft/azure-pipelines-terraform/tree/main/Tasks/TerraformTask
 */
const TERRAFORM: Readonly<Record<string, ConnectionKind>> = {
  environmentservicenameazurerm: AZURE,
  backendservicearm: AZURE,
  environmentservicenameaws: AWS_CONNECTION,
  backendserviceaws: AWS_CONNECTION,
  environmentservicenamegcp: { product: 'Google Cloud', label: 'GCP for Terraform', form: 'cloud' },
  backendservicegcp: { product: 'Google Cloud', label: 'GCP for Terraform', form: 'cloud' },
};

/** The kind of connection that an input of a task names; `undefined` for an input that names none. */
export function connectionOfInput(task: string, input: string): ConnectionKind | undefined {
  const name = task.toLowerCase();
  const key = input.toLowerCase();
  const own = Object.hasOwn(BY_TASK, name) ? BY_TASK[name] : undefined;
  if (own !== undefined && Object.hasOwn(own, key)) return own[key];
  if (name.startsWith('terraform') && Object.hasOwn(TERRAFORM, key)) return TERRAFORM[key];
  return BY_INPUT.get(key);
}
