import { isConfigurationFile } from '../../core/analysis/configurationResolver.js';
import { unifiedDiff } from '../../core/report/diff.js';
import type { Uri } from '../../core/text/uri.js';
import { shownMessage } from '../../core/text/quoted.js';
import { UsageError } from '../exitCode.js';
import { fileUri, shown } from '../../disk/fileUri.js';
import type { GatheredFile } from '../files/gather.js';
import { encode, readText } from '../../disk/readText.js';
import { rewriteFile } from '../files/replaceFile.js';
import { whyNotWritten } from '../fixing/mayWrite.js';
import { remark } from '../remark.js';
import { fixPasses } from '../fixing/fixPasses.js';
import type { Progress } from '../progress.js';
import type { Terminal } from '../terminal.js';
import type { Analysis } from './analysis.js';
import type { ScanRequest } from './scanOptions.js';

/** Applies the fixes asked for, and writes them or prints them as a diff. The analysis then shows what is left. */
export function runFixes(
  { host, files, root, selection }: Analysis,
  { fix, unsafeFixes, quiet }: ScanRequest,
  terminal: Terminal,
  progress: Progress,
): void {
  const fileOf = (uri: Uri): GatheredFile => {
    const file = files.get(uri);
    if (file === undefined) throw new Error(`a fix changed ${uri}, which was not read`);
    return file;
  };
  const refused = new Map<Uri, string | undefined>();
  const mayChange = (uri: Uri): boolean => {
    // What people agreed on in the configuration is theirs to change.
    if (isConfigurationFile(uri)) return false;
    const file = files.get(uri);
    // Files nobody asked for are left alone.
    if (file?.asked !== true) return false;
    if (!refused.has(uri)) refused.set(uri, fix === 'write' ? whyNotWritten(file) : undefined);
    return file.source.exact && refused.get(uri) === undefined;
  };
  const { texts, done } = fixPasses(host, fileUri(root), (uri) => fileUri(fileOf(uri).root), selection, {
    unsafe: unsafeFixes,
    mayChange,
  });
  progress.clear();
  const changed = [...texts].filter(([uri, text]) => text !== fileOf(uri).source.text);
  for (const [uri, text] of changed) {
    const file = fileOf(uri);
    if (fix === 'write') writeFixed(file, text, terminal.cwd);
    else terminal.out(unifiedDiff(shown(terminal.cwd, file.path), file.source.text, text));
  }
  const left = [...refused].flatMap(([uri, why]) =>
    why === undefined ? [] : [`${shown(terminal.cwd, fileOf(uri).path)} ${why}`],
  );
  terminal.err(left.map(remark).join(''));
  if (quiet) return;
  const verb = fix === 'write' ? 'fixed' : 'would fix';
  terminal.err(done.map((line) => `${verb} ${shownMessage(line)}\n`).join(''));
  if (done.length === 0) terminal.err('trustscope: nothing to fix\n');
}

/** Writes one file, unless somebody else has changed it since it was read. */
function writeFixed({ path, source }: GatheredFile, text: string, cwd: string): void {
  try {
    if (readText(path).bytes.equals(source.bytes)) {
      rewriteFile(path, encode(text, source));
      return;
    }
  } catch (error) {
    throw new UsageError(
      `${shown(cwd, path)} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
    );
  }
  throw new UsageError(
    `${shown(cwd, path)} was changed by somebody else while it was fixed; it is left as it is`,
  );
}
