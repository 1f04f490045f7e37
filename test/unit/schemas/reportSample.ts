const place = {
  path: '.github/workflows/release.yml',
  range: { start: { line: 13, character: 13 }, end: { line: 13, character: 22 } },
};

/** A report that uses every key of the format. */
export const REPORT = {
  version: 1,
  tool: { name: 'trustscope', version: '0.1.0' },
  root: 'file:///home/me/shop',
  files: [
    {
      path: place.path,
      platform: 'github-actions',
      problems: [{ message: 'Not read.', range: place.range }],
    },
  ],
  sessions: [
    {
      id: 'github-actions:.github/workflows/release.yml#job:publish',
      platform: 'github-actions',
      kind: 'job-token',
      name: 'release / publish',
      ...place,
      subject: { job: 'publish' },
      initiators: [{ event: 'push', actor: 'collaborator', conditions: ['branch main'], ...place }],
      lifetime: { seconds: 21600, basis: 'platform-default', boundBy: 'timeout-minutes' },
      grants: [
        {
          action: 'contents:write',
          access: 'write',
          system: { kind: 'repository', name: 'this repository' },
          resource: 'contents',
          origin: 'declared',
          certainty: 'declared',
          evidence: 'needed',
          evidenceFrom: [{ ...place, why: 'creates the release' }],
          gate: null,
          attributes: { verb: 'get', resourceNames: ['a'], namespace: null },
          via: [],
          ...place,
        },
      ],
      gates: [
        { id: 'environment', kind: 'approval', state: 'assumed', name: 'environment production', ...place },
      ],
      needs: { contents: 'write' },
      unknowns: [{ what: 'acme/notify@v3', why: 'its needs are not known', ...place }],
      width: {
        band: 'broad',
        atLeast: 'broad',
        ifAssumed: 'moderate',
        assuming: ['production has reviewers'],
        reasons: ['it writes to two systems'],
      },
    },
  ],
  findings: [
    {
      rule: 'broad-token-permissions',
      severity: 'error',
      confidence: 'high',
      message: 'GITHUB_TOKEN may write everything.',
      ...place,
      session: null,
      related: [{ ...place, message: 'starts here' }],
      controls: [{ framework: 'owasp-nhi-2025', id: 'NHI5:2025' }],
      fixes: [
        {
          title: 'Grant only `contents: read`',
          applicability: 'safe',
          edits: [{ ...place, newText: 'read' }],
        },
      ],
      suppressed: { reason: 'accepted until June', ...place },
    },
  ],
  coverage: {
    read: 1,
    notRead: [{ path: 'charts/shop', why: '2 files, each a template' }],
    sessionsWithUnknowns: 1,
  },
  summary: { files: 1, sessions: 1, findings: { error: 1, warning: 0, information: 0, hint: 0 } },
};
