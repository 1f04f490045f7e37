import { control } from '../../frameworks/catalogue.js';
import type { ControlId } from '../../frameworks/controlId.js';
import { controlLabel } from '../../frameworks/controlLabel.js';

/** A control as a list shows it. */
export interface ShownControl {
  readonly id: ControlId;
  /** The shortest label that says which framework is meant: `NHI5:2025`, `AC-6`. */
  readonly label: string;
  readonly title: string;
  readonly gist: string;
  readonly url: string;
}

/** A control in full. */
export function shownControl(id: ControlId): ShownControl {
  const { title, gist, url } = control(id);
  return { id, label: controlLabel(id), title, gist, url };
}
