import type { Platform } from '../platform.js';
import { composer } from './composer.js';
import { lower } from './lower.js';
import { named } from './named.js';
import { point } from './point.js';
import { remediate } from './remediate.js';
import { format, select } from './select.js';

/*
 * What the facts of one AWS file look like, for the linker.
 *
 * Keys (space, key)
 *   role              identity        aws:role/<RoleName>; in a template also aws:logical/<uri>#<LogicalId>
 *   user              identity        aws:user/<UserName>, aws:logical/<uri>#<LogicalId>
 *   customer policy   permission-set  aws:policy/<Name>; one without a name aws:logical/<uri>#<LogicalId>
 *   AWS's policy      permission-set  aws:managed/<what stands behind `policy/` in its ARN>
 *   group             permission-set  aws:group/<GroupName> or aws:logical/<uri>#<LogicalId>
 *   OIDC provider     identity        aws:oidc-provider/<host and path>
 *   Terraform         both            aws:logical/<folder>#<address>, for all files of a module; a policy or group whose
 *                                     name is known also by that, as an alias of its set
 *   policy document   permission-set  aws:document/<folder>#<name of the data source>, aws:document/<uri of a JSON file>
 * A name that a template makes up of parts has `UNKNOWN_PART` for those that it leaves open, in keys as in `principal`.
 * Roles that SAM makes are called <LogicalId>Role, the one of the Serverless Framework IamRoleLambdaExecution.
 *
 * Local ids: `role:<id>`, `user:<id>`, `policy:<id or name>`, `group:<id>`, `trust:<name>`, `resource-policy:<id>`; of
 * the second of the same id in a file `…#2`.
 *
 * sessions     Roles and users (`acted-as`), with `policies.identity` = their inline policies, those that other resources
 *              of the template write into them, and the policies of AWS whose content is known; denies among these are
 *              applied to `grants`. Policies that nothing in their file holds (`unheld`), each with a set of the same
 *              local id: where the linker finds a holder, the set counts and the session goes. Resource policies
 *              (`unheld`): one initiator per principal, and each grant names those that its statement trusts.
 *              A trust policy without its role is a role by the file's name, with an unknown.
 * references   `holds` (managed policies, groups), `bounded-by` (permissions boundary). A policy that stays unfound is
 *              the linker's to call unknown; one whose very name is open is an unknown here.
 * sets         Managed policies, policies of groups, inline policies of holders outside of the file, boundaries.
 * attachments  `Roles`, `Users`, `Groups` of a policy.
 * grants       One per entry of `Action` and of `Resource`. One that comes to nothing, since the action does not work on
 *              such a resource, stays with `opens: nothing…`, reading, without breadth and flows. One that a deny takes
 *              away for certain is gone, with a note. attributes: effect, action | notAction, resource | notResource,
 *              conditions, denies (those that touch it), sid, when (conditions of the template).
 * gates        A condition on MFA, source or a tag of the principal, in an Allow for its own grants, in a Deny for those
 *              that it wholly covers. One on `aws:TokenIssueTime` is listed and guards nothing that is to come.
 * credentials  Access keys of users. workloads: what runs as a role.
 *
 * Remediation
 *   replace-values    `at` = an action, resource, principal or value. In a template `${…}` in a value becomes Fn::Sub.
 *   set-value         `at` = origin of a statement (`policies.identity[].statements[].origin`), path from there.
 *   remove-entry      the last action, resource or principal takes its statement with it.
 *   repair-condition  `at`, `condition` = origin and `repair` of an ineffective gate.
 *   bound-lifetime    roles of templates; an hour at least.
 *   split-session     roles and policies of templates whose actions are named one by one.
 *   Terraform         one text or number that is written out, in HCL, where it has one use; nothing else.
 */

/** AWS: policies, CloudFormation and SAM templates, services of the Serverless Framework, Terraform and OpenTofu. */
export const aws: Platform = {
  id: 'aws',
  name: 'AWS',
  globs: ['**/*.{json,yml,yaml}', '**/*.template', '**/*.{tf,tofu,tfvars}', '**/*.hcl'],
  select,
  format,
  lower,
  composer,
  point,
  named,
  remediate,
};
