import type { BreadthOption } from '../../../model/breadth.js';
import { takes } from './resourceFit.js';
import type { AwsActionSet, AwsCatalogue } from '../../../model/awsCatalogue.js';
import { resourceKind } from '../template/resourceKinds.js';
import type { Resource, Template } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { quoted } from '../../../text/quoted.js';

/** What could stand in the place of `*`, for the actions of a statement. */
export type ResourceOptions = (actions: readonly SourceText[]) => readonly BreadthOption[];

/** For policies that stand alone: nothing is known that could be named. */
export const NO_RESOURCE_OPTIONS: ResourceOptions = () => [];

/** Sets that are larger, or of more services, are no list of what is done with something. */
const MOST_ACTIONS = 500;
const MOST_SERVICES = 3;
const MOST_RESOURCES = 6;

/**
 * The resources of the template itself that the actions work on; each is written `${LogicalId.Arn}`. Nothing where one of
 * the actions works on none of them: it would allow nothing any more.
 */
export function templateResourceOptions(
  catalogue: AwsCatalogue | undefined,
  template: Template,
): ResourceOptions {
  const named = template.resources.flatMap((resource) => referenceText(resource) ?? []);
  if (catalogue === undefined || named.length === 0) return NO_RESOURCE_OPTIONS;
  const known = new Map<readonly SourceText[], readonly BreadthOption[]>();
  return (actions) => {
    const found = known.get(actions) ?? optionsFor(actions, named, catalogue);
    known.set(actions, found);
    return found;
  };
}

function optionsFor(
  actions: readonly SourceText[],
  named: readonly Named[],
  catalogue: AwsCatalogue,
): readonly BreadthOption[] {
  const sets = actions.map(({ text }) => catalogue.expand(text)).filter(({ size }) => size > 0);
  const services = new Set(sets.flatMap((set) => set.services));
  if (services.size > MOST_SERVICES || sets.some(({ size }) => size > MOST_ACTIONS)) return [];
  const worksOn = (set: AwsActionSet, { arn }: Named): boolean => {
    for (const action of set) if (catalogue.supportsResource(action) && takes(action, arn)) return true;
    return false;
  };
  const fitting = named.filter((one) => sets.some((set) => worksOn(set, one)));
  if (fitting.length === 0 || fitting.length > MOST_RESOURCES) return [];
  if (!sets.every((set) => fitting.some((one) => worksOn(set, one)))) return [];
  return [
    {
      title: `Limit it to ${fitting.map(({ id }) => quoted(id)).join(', ')} of this template`,
      values: fitting.flatMap(({ values }) => values),
      safe: false,
      caution: 'what it does to resources outside of this template stops working',
    },
  ];
}

/** A resource as a policy names it. */
interface Named {
  readonly id: string;
  readonly arn: string;
  readonly values: readonly string[];
}

function referenceText(resource: Resource): Named | undefined {
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
