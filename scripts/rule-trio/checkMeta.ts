import { isControlId } from '../../server/src/core/frameworks/catalogue.js';
import { findingClassIds } from '../../server/src/core/frameworks/findingClasses.js';
import type { Rule } from '../../server/src/core/rules/rule.js';

const TITLE_LENGTH = 100;

/** What the types cannot say of a rule's meta. */
export function checkMeta({ meta }: Rule): readonly string[] {
  const complaints: string[] = [];
  if (!/^[a-z]+(?:-[a-z]+)+$/u.test(meta.id)) {
    complaints.push('the id is not kebab-case of two words or more');
  }
  if (meta.title.length > TITLE_LENGTH) {
    complaints.push(`the title is longer than ${TITLE_LENGTH} characters`);
  }
  if (!/^[A-Z`].*[^.!]$/u.test(meta.title)) {
    complaints.push('the title starts with a capital and has no full stop');
  }
  if (!/^\d+\.\d+\.\d+$/u.test(meta.since)) complaints.push(`since "${meta.since}" is no version`);
  if (!findingClassIds().includes(meta.findingClass)) {
    complaints.push(`unknown class of finding ${meta.findingClass}`);
  }
  for (const id of meta.primaryControls ?? []) {
    if (!isControlId(id)) complaints.push(`unknown control ${String(id)}`);
  }
  return complaints;
}
