import type { Reading, Written } from './reading.js';
import { quoted } from '../../text/quoted.js';

/** The lists of texts in a rule. */
interface RuleTexts {
  readonly apiGroups: readonly Written[];
  readonly resources: readonly Written[];
  readonly verbs: readonly Written[];
  readonly nonResourceUrls: readonly Written[];
}

/**
 * Tells of texts in a rule that an API server takes and that fit no request: it compares them letter by letter, and
 * knows `*` alone, as `*`/subresource, and at the end of a path.
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/v1/evaluation_helpers.go
 */
export function tellIdleTexts(reading: Reading, rule: RuleTexts): void {
  const { apiGroups, resources, verbs, nonResourceUrls } = rule;
  const parts: readonly (readonly [readonly Written[], (text: string) => string | undefined])[] = [
    [apiGroups, groupRemark],
    [resources, resourceRemark],
    [verbs, verbRemark],
    [nonResourceUrls, pathRemark],
  ];
  for (const [list, remarkOn] of parts) {
    for (const { text, node } of list) {
      const remark = remarkOn(text);
      if (remark === undefined) continue;
      const message = `${quoted(text)} fits no request, so that this allows nothing: ${remark}.`;
      reading.problems.push({
        message,
        origin: reading.originOf(node),
        severity: 'information',
        kind: 'shape',
      });
    }
  }
}

function groupRemark(text: string): string | undefined {
  if (text.includes('/')) {
    return `a group is written without its version, ${quoted(text.split('/')[0] ?? '')}`;
  }
  if (text === 'core' || /^v\d+(?:(?:alpha|beta)\d+)?$/u.test(text)) {
    return 'the name of the core group is `""`';
  }
  return text !== '*' && text.includes('*') ? 'a group is named in full, or `*` stands for all' : undefined;
}

function resourceRemark(text: string): string | undefined {
  const rest = text.startsWith('*/') ? text.slice(2) : text === '*' ? '' : text;
  if (rest.includes('*')) {
    return 'only `*` alone stands for more than one resource, and `*/` before a subresource for it everywhere';
  }
  return /[A-Z]/u.test(text) ? 'resources are written in lower case' : undefined;
}

function verbRemark(text: string): string | undefined {
  if (text !== '*' && text.includes('*')) return 'only `*` alone stands for more than one verb';
  return /^[A-Z][A-Za-z]*$/u.test(text) ? 'verbs are written in lower case' : undefined;
}

function pathRemark(text: string): string | undefined {
  return text.replace(/\*+$/u, '').includes('*') ? 'a path can have `*` at its end only' : undefined;
}
