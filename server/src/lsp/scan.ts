import type {
  CancellationToken,
  Connection,
  WorkDoneProgressParams,
  WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { Snapshot } from '../core/analysis/snapshot.js';
import type { ScanWorkspaceResult } from '../protocol.js';
import { stopIfCancelled } from './guard.js';
import type { CompleteReadingParts } from './completeReading.js';
import { completeReading } from './completeReading.js';
import { Slices } from './pause.js';

/** Reading takes about this share of the time, the rules the rest. */
const READING = 50;

/** Reads every file of the workspace anew and counts what there is. Reports progress and can be cancelled. */
export class Scan {
  readonly #connection: Connection;
  readonly #parts: CompleteReadingParts;

  constructor(connection: Connection, parts: CompleteReadingParts) {
    this.#connection = connection;
    this.#parts = parts;
  }

  /** @throws ResponseError when it was cancelled. */
  async run(params: WorkDoneProgressParams, token: CancellationToken): Promise<ScanWorkspaceResult> {
    const progress = this.#connection.window.attachWorkDoneProgress(params.workDoneToken);
    progress.begin('Scanning the workspace', 0, '', true);
    try {
      const { workspace, loader } = this.#parts;
      await loader.load(
        workspace.folders.uris,
        (done, total) => {
          progress.report(percent(done, total, READING), `${done} of ${total} files read`);
        },
        token,
      );
      stopIfCancelled(token);
      return await this.#count(progress, token);
    } finally {
      progress.done();
    }
  }

  async #count(progress: WorkDoneProgressReporter, token: CancellationToken): Promise<ScanWorkspaceResult> {
    const snapshot = await completeReading(this.#parts);
    const findings = { error: 0, warning: 0, information: 0, hint: 0 };
    const uris = urisOf(snapshot);
    const slices = new Slices();
    for (const [done, uri] of uris.entries()) {
      for (const { severity, suppressed } of snapshot.findings(uri)) {
        if (suppressed === null) findings[severity]++;
      }
      if (!(await slices.next())) continue;
      stopIfCancelled(token);
      progress.report(
        READING + percent(done, uris.length, 100 - READING),
        `${done} of ${uris.length} files checked`,
      );
    }
    const widths = { narrow: 0, moderate: 0, broad: 0, unbounded: 0, unknown: 0 };
    for (const scope of snapshot.model.scopes) widths[scope.width.band]++;
    return { files: snapshot.files().length, sessions: snapshot.model.scopes.length, widths, findings };
  }
}

function urisOf(snapshot: Snapshot): readonly string[] {
  return [...new Set([...snapshot.files().map((file) => file.uri), ...snapshot.configurationFiles()])];
}

function percent(done: number, total: number, of: number): number {
  return total === 0 ? of : Math.round((done / total) * of);
}
