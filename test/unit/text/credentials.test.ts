import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotted, dottedUnder } from '../../../server/src/core/text/credentials.js';

const KEY = `ghp_${'a1B2c3'.repeat(6)}`;

describe('what looks like a credential', () => {
  it.each<[name: string, line: string, secret: string]>([
    ['a header in an allow rule', 'Bash(curl -H "Authorization: Bearer abc123" https://x.y:*)', 'abc123'],
    ['a header of another name', 'Bash(curl -H "X-Api-Key: hunter2hunter2" *)', 'hunter2hunter2'],
    ['a header of a server', '"headers": { "Authorization": "Basic dXNlcjpwYXNz" }', 'dXNlcjpwYXNz'],
    ['a token of a vendor anywhere', `run: ./deploy ${KEY}`, KEY],
    ['what a helper prints', `"apiKeyHelper": "echo sk-ant-${'x9'.repeat(12)}"`, `sk-ant-${'x9'.repeat(12)}`],
    ['a password in YAML', '  password: letmein', 'letmein'],
    ['a password in JSON', '"default_pass": "guest-guest"', 'guest-guest'],
    ['a password of NATS', 'authorization { user: a, password: "s3cr3t!" }', 's3cr3t!'],
    [
      'a hash of bcrypt',
      'password: $2a$11$W2zko751KUvVy59mUTWmpOdWjpEm5qhcCZRd05GjI/sSOT.xtiHyG',
      '$2a$11$W2zko751KUvVy59mUTWmpOdWjpEm5qhcCZRd05GjI/sSOT.xtiHyG',
    ],
    [
      'a hash of Mosquitto',
      'anna:$7$101$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNo',
      '$7$101$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNo',
    ],
    [
      'a hash of RabbitMQ',
      '"password_hash": "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"',
      'kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR',
    ],
    ['a password of Redis', 'user anna on >hunter2 ~jobs:* +@read', 'hunter2'],
    ['a hash of Redis', `user anna on #${'0f'.repeat(32)} ~*`, '0f'.repeat(32)],
    ['a password that Redis asks for', 'requirepass hunter2', 'hunter2'],
    ['a key in a pipe', "echo 'hunter2' | docker login -u anna --password-stdin", 'hunter2'],
    ['a key in a here-string', 'gh auth login --with-token <<< hunter2', 'hunter2'],
    ['a password in an address', 'amqp://anna:hunter2@broker.example/x', 'hunter2'],
    ['a key in a query', 'https://x.y/z?api_key=hunter2&a=b', 'hunter2'],
    ['a password behind an option', 'mysql --password hunter2', 'hunter2'],
    ['a password of curl', 'curl -u anna:hunter2 https://x.y', 'hunter2'],
    [
      'an external id',
      '"Condition": {"StringEquals": {"sts:ExternalId": "my-external-id"}}',
      'my-external-id',
    ],
    [
      'an external id in Terraform',
      'variable = "sts:ExternalId"\n      values   = ["my-external-id"]',
      'my-external-id',
    ],
    ['an external id in a list', 'sts:ExternalId:\n  - my-external-id\n', 'my-external-id'],
    ['a seed of NATS', `seed: SU${'A2'.repeat(28)}`, `SU${'A2'.repeat(28)}`],
  ])('is dotted over: %s', (_name, line, secret) => {
    const shown = dotted(line, true);
    expect(shown).not.toContain(secret);
    expect(shown).toHaveLength(line.length);
    expect(dotted(shown, true)).toBe(shown);
  });

  it.each([
    'GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}',
    'Authorization: Bearer $TOKEN',
    'password: ${DB_PASSWORD}',
    'id-token: write',
    'secrets: inherit',
    'permissions: { contents: read, id-token: write }',
    'with: { token: "${{ github.token }}" }',
    'https://github.com/acme/shop/blob/main/README.md?plain=1',
    'echo "$PASSWORD" | docker login --password-stdin',
    'arn:aws:iam::123456789012:role/deploy',
    'uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683',
    'user anna on nopass ~jobs:* +@read',
    'runs-on: ubuntu-24.04',
    'needs: [build, test]',
  ])('is none: %s', (line) => {
    expect(dotted(line)).toBe(line);
    expect(dotted(line, true)).toBe(line);
  });

  it('is told by the name that a value stands under', () => {
    expect(dottedUnder('sts:ExternalId', 'my-external-id')).toBe('•'.repeat(14));
    expect(dottedUnder('aws:SourceAccount', '123456789012')).toBe('123456789012');
  });

  it('is not what opens a mapping', () => {
    const line = 'DATABASE_PASSWORD: {vault: production/db/password@ops, token: $VAULT_ID}';
    expect(dotted(line, true)).toBe(line);
  });

  it('keeps the length of any text, and its lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.boolean(), (text, isSource) => {
        const shown = dotted(text, isSource);
        expect(shown).toHaveLength(text.length);
        expect(shown.split('\n')).toHaveLength(text.split('\n').length);
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });
});
