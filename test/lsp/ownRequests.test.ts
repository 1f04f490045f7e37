import { WorkDoneProgress } from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import type {
  ExportReportResult,
  OverviewFindingsResult,
  OverviewResult,
  OverviewSessionsResult,
  ScanWorkspaceResult,
} from '../../server/src/protocol.js';
import { TestEditor } from './testEditor.js';

const text =
  'on: push\npermissions: write-all\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ run: x }]\n';
const files = Object.fromEntries(
  Array.from({ length: 250 }, (_, index) => [`.github/workflows/w${index}.yml`, text] as const),
);

let editor: TestEditor;
afterEach(() => {
  expect(editor.logged).toEqual([]);
  editor.dispose();
});

describe('scanning the workspace', () => {
  it('reads all files and counts, with progress', async () => {
    editor = await TestEditor.start({ files });
    const kinds: string[] = [];
    editor.client.onProgress(WorkDoneProgress.type, 'scan', ({ kind }) => {
      kinds.push(kind);
    });
    const result = await editor.client.sendRequest<ScanWorkspaceResult>('trustscope/scanWorkspace', {
      workDoneToken: 'scan',
    });
    expect(result).toMatchObject({ files: 250, sessions: 250 });
    expect(kinds[0]).toBe('begin');
    expect(kinds.at(-1)).toBe('end');
    expect(kinds).toContain('report');
  });

  it('can be cancelled', async () => {
    editor = await TestEditor.start({ files });
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const cancellation = new CancellationTokenSource();
    const scan = editor.client.sendRequest('trustscope/scanWorkspace', {}, cancellation.token);
    cancellation.cancel();
    await expect(scan).rejects.toMatchObject({ code: -32800 });
  });
});

describe('exporting a report', () => {
  it.each(['html', 'json', 'sarif', 'markdown', 'text'])('gives %s of the workspace', async (format) => {
    editor = await TestEditor.start({ files: { '.github/workflows/w.yml': text } });
    await editor.client.sendRequest('trustscope/scanWorkspace', {});
    const report = await editor.client.sendRequest<ExportReportResult>('trustscope/exportReport', { format });
    expect(report.text).toContain('.github/workflows/w.yml');
    if (format === 'json' || format === 'sarif') {
      expect(() => JSON.parse(report.text) as unknown).not.toThrow();
    }
  });
});

describe('the list of all sessions', () => {
  it('gives groups, then their sessions a page at a time, then findings', async () => {
    editor = await TestEditor.start({ files });
    await editor.client.sendRequest('trustscope/scanWorkspace', {});
    const query = { groupBy: 'width', search: '' };
    const all = await editor.client.sendRequest<OverviewResult>('trustscope/overview', query);
    expect(all).toMatchObject({ sessions: 250, files: 250 });
    const group = all.groups[0]!.key;
    const page = (from: number): Promise<OverviewSessionsResult> =>
      editor.client.sendRequest('trustscope/overviewSessions', { ...query, group, from });
    const first = await page(0);
    expect(first.sessions).toHaveLength(100);
    expect(first.more).toBe(150);
    const last = await page(200);
    expect(last.sessions).toHaveLength(50);
    expect(last.more).toBe(0);
    const { id, uri, range } = first.sessions[0]!;
    expect(uri).toContain('.github/workflows/w');
    expect(range.start).toEqual({ line: 3, character: 2 });
    const { findings } = await editor.client.sendRequest<OverviewFindingsResult>(
      'trustscope/overviewFindings',
      { session: id },
    );
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]!.controls.length).toBeGreaterThan(0);
  });
});
