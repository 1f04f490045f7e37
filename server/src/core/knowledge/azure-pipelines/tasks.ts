import type { PurposeFact } from '../actions/purposes.js';

/**
 * Tasks that come with Azure Pipelines; all others are brought by extensions that somebody has installed.
 * https://github.com/microsoft/azure-pipelines-tasks/tree/master/Tasks
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/tasks/reference/
 */
const BUILT_IN: ReadonlySet<string> = new Set(
  'AdvancedSecurity-Codeql-Analyze AdvancedSecurity-Codeql-Autobuild AdvancedSecurity-Codeql-Init AdvancedSecurity-Dependency-Scanning AdvancedSecurity-Publish AndroidBuild AndroidSigning Ant ApacheJMeterLoadTest AppCenterDistribute AppCenterTest ArchiveFiles AutomatedAnalysis AzureAppConfiguration AzureAppConfigurationExport AzureAppConfigurationImport AzureAppConfigurationSnapshot AzureAppServiceManage AzureAppServiceSettings AzureCLI AzureCloudPowerShellDeployment AzureContainerApps AzureFileCopy AzureFunction AzureFunctionApp AzureFunctionAppContainer AzureFunctionOnKubernetes AzureIoTEdge AzureKeyVault AzureLoadTest AzureMonitor AzureMonitorAlerts AzureMysqlDeployment AzureNLBManagement AzurePolicyCheckGate AzurePowerShell AzureResourceGroupDeployment AzureResourceManagerTemplateDeployment AzureRmWebAppDeployment AzureSpringCloud AzureStaticWebApp AzureTestPlan AzureVmssDeployment AzureWebApp AzureWebAppContainer AzureWebPowerShellDeployment Bash BatchScript BicepDeploy Cache CacheBeta CargoAuthenticate Chef ChefKnife CloudLoadTest CMake CmdLine CocoaPods CodeQL3000Finalize CodeQL3000Init ComponentGovernanceComponentDetection CondaAuthenticate CondaEnvironment ContainerBuild ContainerStructureTest CopyFiles CopyFilesOverSSH CopyPublishBuildArtifacts cURLUploader DecryptFile Delay DeleteFiles DeployVisualStudioTestAgent Docker DockerCompose DockerInstaller DotNetCoreCLI DotNetCoreInstaller DownloadBuildArtifacts DownloadFileshareArtifacts DownloadGithubNpmPackage DownloadGitHubNugetPackage DownloadGitHubRelease DownloadPackage DownloadPipelineArtifact DownloadSecureFile DuffleInstaller ExtractFiles FileTransform FtpUpload FuncToolsInstaller GitHubComment GitHubRelease Go GoTool Gradle GradleAuthenticate Grunt gulp HelmDeploy HelmInstaller IISWebAppDeployment IISWebAppDeploymentOnMachineGroup IISWebAppManagementOnMachineGroup InstallAppleCertificate InstallAppleProvisioningProfile InstallSSHKey InvokeRESTAPI JavaToolInstaller JenkinsDownloadArtifacts JenkinsQueueJob KubectlInstaller KubeloginInstaller Kubernetes KubernetesManifest ManualIntervention ManualValidation Maven MavenAuthenticate MSBuild MysqlDeploymentOnMachineGroup NodeTaskRunnerInstaller NodeTool Notation Npm npmAuthenticate NuGet NuGetAuthenticate NuGetCommand NuGetInstaller NuGetPackager NuGetPublisher NuGetRestore NuGetToolInstaller OpenPolicyAgentInstaller PackerBuild PipAuthenticate PowerShell PowerShellOnTargetMachines PublishBuildArtifacts PublishCodeCoverageResults PublishPipelineArtifact PublishPipelineMetadata PublishSymbols PublishTestResults PublishToAzureServiceBus PyPIPublisher PythonScript queryWorkItems QuickPerfTest ReviewApp RunVisualStudioTestsusingTestAgent ServiceFabricComposeDeploy ServiceFabricDeploy ServiceFabricPowerShell ServiceFabricUpdateAppVersions ServiceFabricUpdateManifests ShellScript SqlAzureDacpacDeployment SqlDacpacDeploymentOnMachineGroup SqlServerDacpacDeployment SSH TwineAuthenticate UniversalPackages UseDotNet UseNode UsePythonVersion UseRubyVersion VisualStudioTestPlatformInstaller VSBuild VSMobileCenterTest VSTest WindowsMachineFileCopy XamarinAndroid XamariniOS XamarinTestCloud Xcode XcodePackageiOS'
    .toLowerCase()
    .split(' '),
);

/** Whether a task comes with the platform; by its name without a version, or by that and its publisher. */
export function isBuiltInTask(name: string): boolean {
  return BUILT_IN.has(name.toLowerCase());
}

/** When a task does what it is listed for: an input has one of these values, in lower case, or its default is one. */
interface When {
  readonly input: string;
  readonly values: readonly string[];
  readonly default?: string;
}

interface TaskPurpose extends PurposeFact {
  readonly when?: When;
}

const deploys = (why: string, when?: When): TaskPurpose => ({
  purpose: 'deploy',
  why,
  ...(when === undefined ? {} : { when }),
});
const command = (values: readonly string[], by?: string): When => ({
  input: 'command',
  values,
  ...(by === undefined ? {} : { default: by }),
});

/**
 * What tasks are for, by name in lower case; a purpose with `when` only where an input says so. The page of each task:
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/tasks/reference/
 * https://docs.aws.amazon.com/vsts/latest/userguide/task-reference.html
 */
const PURPOSES: Readonly<Record<string, TaskPurpose>> = {
  azurewebapp: deploys('deploys to Azure App Service'),
  azurewebappcontainer: deploys('deploys to Azure App Service'),
  azurermwebappdeployment: deploys('deploys to Azure App Service'),
  azurefunctionapp: deploys('deploys to Azure Functions'),
  azurefunctionappcontainer: deploys('deploys to Azure Functions'),
  azurecontainerapps: deploys('deploys to Azure Container Apps'),
  azurestaticwebapp: deploys('deploys to Azure Static Web Apps'),
  azurespringcloud: deploys('deploys to Azure Spring Apps', {
    input: 'action',
    values: ['deploy', 'set production'],
    default: 'deploy',
  }),
  azurevmssdeployment: deploys('updates an Azure virtual machine scale set'),
  azurecloudpowershelldeployment: deploys('deploys to Azure Cloud Services'),
  azureresourcemanagertemplatedeployment: deploys('deploys resources to Azure'),
  azureresourcegroupdeployment: deploys('deploys resources to Azure'),
  bicepdeploy: deploys('deploys resources to Azure', {
    input: 'operation',
    values: ['create', 'delete'],
    default: 'create',
  }),
  azuremysqldeployment: deploys('changes an Azure database'),
  sqlazuredacpacdeployment: deploys('changes an Azure SQL database'),
  servicefabricdeploy: deploys('deploys to Azure Service Fabric'),
  servicefabriccomposedeploy: deploys('deploys to Azure Service Fabric'),
  kubernetesmanifest: deploys('changes a Kubernetes cluster', {
    input: 'action',
    values: ['deploy', 'promote', 'reject', 'delete', 'scale', 'patch', 'createsecret'],
    default: 'deploy',
  }),
  kubernetes: deploys(
    'changes a Kubernetes cluster',
    command(['apply', 'create', 'delete', 'set', 'rollout', 'run', 'expose', 'scale'], 'apply'),
  ),
  helmdeploy: deploys(
    'changes a Kubernetes cluster',
    command(['upgrade', 'install', 'delete', 'uninstall', 'rollback']),
  ),
  iiswebappdeploymentonmachinegroup: deploys('deploys to a web server'),
  windowsmachinefilecopy: deploys('copies files to servers'),
  copyfilesoverssh: deploys('copies to a server over SSH'),
  azurefilecopy: deploys('copies files to Azure'),
  ftpupload: deploys('uploads to a server over FTP'),
  ssh: { purpose: 'administer', why: 'runs commands on a server over SSH' },
  docker: {
    purpose: 'publish',
    why: 'pushes a container image',
    when: command(['buildandpush', 'push', 'push an image'], 'buildandpush'),
  },
  dotnetcorecli: { purpose: 'publish', why: 'publishes to a NuGet feed', when: command(['push']) },
  nugetcommand: { purpose: 'publish', why: 'publishes to a NuGet feed', when: command(['push']) },
  nugetpublisher: { purpose: 'publish', why: 'publishes to a NuGet feed' },
  npm: { purpose: 'publish', why: 'publishes to a package registry', when: command(['publish']) },
  universalpackages: { purpose: 'publish', why: 'publishes to a package feed', when: command(['publish']) },
  pypipublisher: { purpose: 'publish', why: 'publishes to a Python package index' },
  githubrelease: {
    purpose: 'release',
    why: 'writes a GitHub release',
    when: { input: 'action', values: ['create', 'edit', 'delete'], default: 'create' },
  },
  appcenterdistribute: { purpose: 'release', why: 'releases an app to its testers or a store' },
  googleplayrelease: { purpose: 'release', why: 'releases an app to Google Play' },
  appstorerelease: { purpose: 'release', why: 'releases an app to the App Store' },
  vstest: { purpose: 'test', why: 'runs tests' },
  s3upload: deploys('writes objects to Amazon S3'),
  cloudformationcreateorupdatestack: deploys('deploys a CloudFormation stack'),
  cloudformationexecutechangeset: deploys('deploys a CloudFormation stack'),
  cloudformationdeletestack: deploys('deletes a CloudFormation stack'),
  codedeploydeployapplication: deploys('deploys with AWS CodeDeploy'),
  beanstalkdeployapplication: deploys('deploys to AWS Elastic Beanstalk'),
  lambdadeployfunction: deploys('deploys to AWS Lambda'),
  lambdanetcoredeploy: deploys('deploys to AWS Lambda'),
  ecrpushimage: { purpose: 'publish', why: 'pushes a container image' },
  systemsmanagerruncommand: { purpose: 'administer', why: 'runs commands on servers in AWS' },
};

/** What a task is for; `input` gives the value of an input as written. */
export function purposeOfTask(
  name: string,
  input: (name: string) => string | undefined,
): PurposeFact | undefined {
  const key = name.toLowerCase();
  if (/^terraform(?:task|cli)/u.test(key)) {
    return input('command')?.toLowerCase() === 'apply' || input('command')?.toLowerCase() === 'destroy'
      ? { purpose: 'deploy', why: 'changes infrastructure' }
      : undefined;
  }
  const known = Object.hasOwn(PURPOSES, key) ? PURPOSES[key] : undefined;
  if (known === undefined) return undefined;
  const { when, purpose, why } = known;
  if (when === undefined) return { purpose, why };
  const value = (input(when.input) ?? when.default ?? '').toLowerCase();
  return when.values.includes(value) ? { purpose, why } : undefined;
}
