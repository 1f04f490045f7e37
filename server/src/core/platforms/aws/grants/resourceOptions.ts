import type { BreadthOption } from '../../../model/breadth.js';
import { takes } from './resourceFit.js';
import type { AwsActionSet, AwsCatalogue } from '../../../model/awsCatalogue.js';
import { resourceKind } from '../template/resourceKinds.js';
import type { Resource, Template } from '../template/template.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';

/** What could stand in the place of `*`, for some actions. */
export type ResourceOptions = (actions: AwsActionSet | undefined) => readonly BreadthOption[];

/** For policies that stand alone: nothing is known that could be named. */
export const NO_RESOURCE_OPTIONS: ResourceOptions = () => [];

/** The resources of the template itself that the actions work on; each is written `${LogicalId.Arn}`. */
export function templateResourceOptions(
  catalogue: AwsCatalogue | undefined,
  template: Template,
): ResourceOptions {
  const named = template.resources.flatMap((resource) => {
    const value = referenceText(resource);
    return value === undefined ? [] : [{ ...value, type: resource.type }];
  });
  if (catalogue === undefined || named.length === 0) return NO_RESOURCE_OPTIONS;
  return (actions) => {
    if (actions === undefined || actions.size > 500 || actions.services.length > 3) return [];
    const fitting = named.filter(({ arn }) => {
      for (const action of actions) {
        if (catalogue.supportsResource(action) && takes(action, arn)) return true;
      }
      return false;
    });
    if (fitting.length === 0 || fitting.length > 6) return [];
    return [
      {
        title: `Limit it to ${fitting.map(({ id }) => `\`${id}\``).join(', ')} of this template`,
        values: fitting.flatMap(({ values }) => values),
        safe: false,
        caution: 'what it does to resources outside of this template stops working',
      },
    ];
  };
}

function referenceText(
  resource: Resource,
): { id: string; arn: string; values: readonly string[] } | undefined {
  const kind = resourceKind(resource.type);
  // Who may be changed is not something to guess from what stands nearby.
  if (kind?.arn === undefined || resource.type.startsWith('AWS::IAM::')) return undefined;
  const arn = kind.arn
    .replaceAll('{name}', UNKNOWN_PART)
    .replaceAll('${AWS::Partition}', 'aws')
    .replace(/\$\{[^}]*\}/gu, UNKNOWN_PART);
  const text = kind.ref === 'arn' ? `\${${resource.id}}` : `\${${resource.id}.Arn}`;
  const values = resource.type === 'AWS::S3::Bucket' ? [text, `${text}/*`] : [text];
  return { id: resource.id, arn, values };
}
