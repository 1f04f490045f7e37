/*
 * The tokens that jobs can show of themselves. A script that asks for one has a token of its pipeline; a task that is
 * given a service connection may have one of that connection.
 * https://learn.microsoft.com/en-us/rest/api/azure/devops/distributedtask/oidctoken/create
 * https://github.com/gravitational/teleport/blob/master/rfd/0211-azure-devops-joining.md (tokens as they were given out)
 */

/** https://aws.amazon.com/blogs/modernizing-with-aws/how-to-federate-into-aws-from-azure-devops-using-openid-connect/ */
export const AZURE_DEVOPS_ISSUER = 'vstoken.dev.azure.com/ORGANIZATION_ID';

/** The audience of every such token. */
export const AZURE_DEVOPS_AUDIENCE = 'api://AzureADTokenExchange';

/** The subject of a token for a connection of this name; `*` where it is not known. */
export function connectionSubject(connection: string): string {
  return `sc://ORGANIZATION/PROJECT/${connection}`;
}

/** The subject of a token of the pipeline itself, whose name is set in the project. */
export const PIPELINE_SUBJECT = 'p://ORGANIZATION/PROJECT/*';
