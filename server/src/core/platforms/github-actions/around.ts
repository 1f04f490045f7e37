import type { Origin } from '../../model/origin.js';
import type { SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Meant } from '../../text/meant.js';
import type { PermissionBlock } from './permissions.js';

/** All that a job reads of the workflow around it, and of the other jobs. */
export interface Around {
  /** How a reader knows the workflow. */
  readonly title: string;
  readonly env: SyntaxNode | undefined;
  readonly defaults: SyntaxNode | undefined;
  /** The entry `permissions` of the workflow. */
  readonly permissions: SyntaxEntry | undefined;
  /** What stands there; `refused` when GitHub refuses it. */
  readonly fileBlock: PermissionBlock | 'refused' | undefined;
  /** Where to point for all jobs that name no permissions and run code: one cause, one place. */
  readonly implicitOrigin: Origin | undefined;
  readonly hasJob: (id: string) => boolean;
  /** The job that was probably meant by an id that none has. */
  readonly jobMeant: (id: string) => Meant | undefined;
}
