import type { Origin } from '../../../model/origin.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { attachedByName, sending } from './samAdded.js';
import { eventSourcePolicies } from './samSources.js';

/*
 * What SAM gives the role that it makes, beyond what is written under `Policies`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html, in detail
 * https://github.com/aws/serverless-application-model/blob/7000d0a3b0e5e0d9fca014ce135850718aad1290/samtranslator/model/sam_resources.py (`_construct_role`,
 * `_validate_and_inject_resource`) and .../samtranslator/model/stepfunctions/generators.py (`_construct_role`)
 */

/** Reads a property of a function, or what `Globals` sets for all. */
export type Properties = (name: string) => SyntaxNode | undefined;

/** The policies that SAM adds to the role of a function. */
export function implicitFunctionPolicies(
  context: Context,
  read: Properties,
  id: string,
  type: SyntaxNode,
): readonly NamedPolicy[] {
  const at = (node: SyntaxNode): Origin => context.reading.originOf(node);
  const vpc = read('VpcConfig');
  const isDurable = entries(read('DurableConfig')).length > 0;
  return [
    ...attachedByName(
      isDurable ? 'AWSLambdaBasicDurableExecutionRolePolicy' : 'AWSLambdaBasicExecutionRole',
      at(type),
    ),
    ...tracing(context, read('Tracing')),
    ...(vpc === undefined || isAbsent(vpc)
      ? []
      : attachedByName('AWSLambdaVPCAccessExecutionRole', at(type))),
    ...entries(read('Events')).flatMap(({ key, value }) => eventSourcePolicies(context, key.text, value)),
    ...sending(context, read('DeadLetterQueue'), 'TargetArn'),
    ...entries(get(read('EventInvokeConfig'), 'DestinationConfig')).flatMap(({ key, value }) =>
      sending(context, value, 'Destination', `${id}EventInvokeConfig${key.text}`),
    ),
  ];
}

/** Everything but `Disabled` traces, also what is only known when the template is deployed. */
function tracing({ texts, reading }: Context, node: SyntaxNode | undefined): readonly NamedPolicy[] {
  if (node === undefined || isAbsent(node)) return [];
  const modes = texts.texts(node);
  if (modes.length > 0 && modes.every(({ text }) => text === 'Disabled')) return [];
  return attachedByName('AWSXrayWriteOnlyAccess', reading.originOf(node));
}

/** The policies that SAM adds to the role of a state machine: those of a trace, where it is switched on. */
export function implicitMachinePolicies({ reading }: Context, read: Properties): readonly NamedPolicy[] {
  const enabled = get(read('Tracing'), 'Enabled');
  return enabled !== undefined && textOf(enabled) === 'true'
    ? attachedByName('AWSXrayWriteOnlyAccess', reading.originOf(enabled))
    : [];
}
