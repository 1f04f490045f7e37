import type { UnitFile, UnitPart } from '../../../compose/composer.js';
import type { Origin } from '../../../model/origin.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { baseName } from '../../../text/uri.js';
import { itemsOf } from '../reading.js';
import type { Reading } from '../reading.js';
import { accountsIn } from './valueAccounts.js';

/**
 * The accounts to which a file of values gives an identity of a cloud, for a chart that is not here. The namespace is
 * that of whoever installs it.
 *
 * @param chart the chart in whose folder the file stands: then its values show in what it renders to, but for those that
 * it hands to the charts that it rests on
 * @param isHere whether a chart that it rests on is in its folder, by its name
 */
export function valuesPart(
  file: UnitFile,
  reading: Reading,
  chart: SyntaxNode | undefined,
  isHere: (name: string) => boolean,
): UnitPart {
  const { documents } = file.tree;
  const originOf = (node: SyntaxNode): Origin => reading.originOf(node);
  const read =
    chart === undefined
      ? [accountsIn({ originOf, namespace: '' }, documents)]
      : handedOn(chart, isHere).map((release) => {
          const roots = documents.flatMap((root) => get(root, release) ?? []);
          return accountsIn({ originOf, namespace: '', release }, roots);
        });
  return {
    title: baseName(file.uri),
    complete: !read.includes(undefined),
    problems: [],
    sessions: read.flatMap((sessions) => sessions ?? []),
    definitions: [],
    notes: [],
  };
}

/**
 * The keys under which a chart hands values to charts that are not here: their names, or the names that it gives them.
 *
 * https://helm.sh/docs/chart_template_guide/subcharts_and_globals/, https://helm.sh/docs/topics/charts/#chart-dependencies
 */
function handedOn(chart: SyntaxNode, isHere: (name: string) => boolean): readonly string[] {
  return itemsOf(get(chart, 'dependencies')).flatMap((item) => {
    const name = textOf(get(item, 'name'));
    return name === undefined || isHere(name) ? [] : [textOf(get(item, 'alias')) ?? name];
  });
}
