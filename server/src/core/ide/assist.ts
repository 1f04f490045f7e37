import type { Markdown } from '../text/markdown.js';
import type { TextRange } from '../text/textRange.js';

/** What the assists need of a rule. */
export interface RuleTitle {
  readonly id: string;
  readonly title: string;
}

/** One thing that may be written at the cursor. */
export interface AssistItem {
  readonly label: string;
  readonly insertText: string;
  /** One line beside the label. */
  readonly detail: string;
  /** Markdown below it; may be empty. */
  readonly documentation: Markdown;
  /** What `insertText` replaces: the part already written. */
  readonly range: TextRange;
}

/** What is said of the text at the cursor. */
export interface AssistHover {
  readonly range: TextRange;
  readonly markdown: Markdown;
}
