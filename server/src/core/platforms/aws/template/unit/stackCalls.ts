import type { UnitFile } from '../../../../compose/composer.js';
import type { SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../../syntax/syntaxTree.js';
import { folderOf, pathFrom } from '../../terraform/unit/module.js';

/**
 * The properties that name another template, by type. `aws cloudformation package` and `sam package` put the address of
 * the uploaded file in the place of a path, which is seen from the folder of the template ("The relative path is a
 * location that is relative to your template's location"):
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html
 */
const CALLS: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

/** Whether a resource is a stack of its own. */
export function isStack(resource: SyntaxNode): boolean {
  return Object.hasOwn(CALLS, textOf(get(resource, 'Type')) ?? '');
}

/** The template of a nested stack, as it is written; `undefined` for what is no text. */
export function calledTemplate(resource: SyntaxNode): SyntaxNode | undefined {
  const type = textOf(get(resource, 'Type')) ?? '';
  return Object.hasOwn(CALLS, type) ? get(get(resource, 'Properties'), CALLS[type] ?? '') : undefined;
}

/** The path below the workspace folder that a template names; `undefined` for an address, or what is worked out. */
export function localPath(from: string, location: SyntaxNode | undefined): string | undefined {
  const text = location?.kind === 'scalar' && location.tag === undefined ? location.text : '';
  return text === '' || /^\/|^[a-z][\w+.-]*:|\$\{|\{\{/iu.test(text)
    ? undefined
    : pathFrom(folderOf(from), text);
}

/** The templates of a file's nested stacks, by their paths. */
export function templatesIn(file: UnitFile): readonly string[] {
  return entries(get(file.tree.documents[0], 'Resources')).flatMap(({ value }) => {
    return localPath(file.path, calledTemplate(value)) ?? [];
  });
}
