import { describe, expect, it } from 'vitest';
import { fetchedScripts } from '../../../server/src/core/pipelines/scripts/fetchedScripts.js';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('programs that a script runs as they are served', () => {
  it.each([
    ['curl -fsSL https://get.acme.dev | bash', 'get.acme.dev', undefined],
    ['curl https://get.acme.dev/x?a=1&b=2 | sudo -E bash -', 'get.acme.dev', undefined],
    ['wget -O - https://get.acme.dev/v2.10.1/install.sh | sh -s -- -b /usr/bin', 'get.acme.dev', 'v2.10.1'],
    ['curl -L "https://get.acme.dev/$(uname -m).sh" | /bin/sh', 'get.acme.dev', undefined],
    ['curl -s https://get.acme.dev | sed s/a/b/ | tee log | bash -x', 'get.acme.dev', undefined],
    ['bash -e <(curl -s https://raw.githubusercontent.com/acme/tool/main/x.sh)', 'acme/tool', 'main'],
    ['. <(wget -qO- https://github.com/acme/tool/raw/refs/heads/main/x.sh)', 'acme/tool', 'main'],
    ['sh -c "$(curl -L https://github.com/acme/tool/releases/latest/download/x.sh)"', 'acme/tool', 'latest'],
    ['eval "$(curl https://github.com/acme/tool/releases/download/v1/x.sh)"', 'acme/tool', 'v1'],
    ['bash -c `curl https://get.acme.dev`', 'get.acme.dev', undefined],
    ['curl \\\n  --proto =https \\\n  https://get.acme.dev \\\n  | sh', 'get.acme.dev', undefined],
    ['curl https://raw.githubusercontent.com/acme/tool/$REF/x.sh | sh', 'acme/tool', '$REF'],
  ])('finds that of %s', (script, from, version) => {
    const [found, ...others] = fetchedScripts(script);
    expect([found?.from, found?.version]).toEqual([from, version]);
    expect(others).toEqual([]);
    expect(script).toContain(found?.address);
  });

  it.each([
    `curl https://raw.githubusercontent.com/acme/tool/${COMMIT}/x.sh | bash`,
    `REF=${COMMIT}\ncurl https://raw.githubusercontent.com/acme/tool/$REF/x.sh | bash`,
    `curl https://cdn.example.org/gh/acme/tool@${COMMIT}/x.sh | bash`,
    '# curl https://get.acme.dev | bash',
    'curl https://get.acme.dev | bash scripts/read.sh',
    "curl https://get.acme.dev | sh -c 'cat'",
    'curl https://get.acme.dev | shasum',
    'curl https://get.acme.dev || bash other.sh',
    'curl -O https://get.acme.dev/x.sh; bash',
    'curl https://get.acme.dev/x.tgz | tar xz',
    'curl http://localhost:3000/x.sh | bash',
    'curl "$ADDRESS" | bash',
    'curl https://$HOST/x.sh | bash',
    'echo curl | bash',
  ])('passes over %s', (script) => {
    expect(fetchedScripts(script)).toEqual([]);
  });

  it('tells each address once', () => {
    const line = 'curl https://get.acme.dev | bash\n';
    expect(fetchedScripts(line + line).map(({ address }) => address)).toEqual(['https://get.acme.dev']);
  });
});
