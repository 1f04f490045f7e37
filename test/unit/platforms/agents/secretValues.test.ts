import { describe, expect, it } from 'vitest';
import {
  namesSecret,
  valueKind,
  writtenSecret,
} from '../../../../server/src/core/knowledge/names/secretValues.js';

// Put together here, so that no scanner takes this file for a leak.
const DISORDER = 'a8Kd93jfLw02mZqP7xVt5RbYc1NeH6uGsTi4';
const GITHUB = `ghp_${DISORDER}`;
const ANTHROPIC = `sk-ant-api03-${DISORDER}`;
const webToken = (payload: string): string =>
  ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', btoa(payload).replaceAll('=', ''), 'x9Kq2LmXv0TzR5yWc9PdJh3'].join(
    '.',
  );

describe('a value', () => {
  it.each([
    ['TOKEN', '${TOKEN}', 'reference'],
    ['TOKEN', '$TOKEN', 'reference'],
    ['TOKEN', '%TOKEN%', 'reference'],
    ['Authorization', 'Bearer ${input:token}', 'reference'],
    ['API_KEY', '${env:API_KEY}', 'reference'],
    ['API_KEY', 'op://vault/item/key', 'reference'],
    ['API_KEY', '${{ secrets.API_KEY }}', 'reference'],
    ['API_KEY', '${API_KEY:-}', 'reference'],
    ['API_KEY', `\${API_KEY:-${GITHUB}}`, 'secret'],
    ['API_KEY', 'YOUR_API_KEY', 'placeholder'],
    ['API_KEY', '<your-token>', 'placeholder'],
    ['API_KEY', 'your-api-key-here', 'placeholder'],
    ['API_KEY', 'xxxxxxxxxxxx', 'placeholder'],
    ['GITHUB_TOKEN', 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'placeholder'],
    ['API_KEY', 'sk-...', 'placeholder'],
    ['SECRET_KEY', '2018-02-06T20:44:23Z', 'plain'],
    ['PASSWORD', 'changeme', 'placeholder'],
    ['API_KEY', '', 'plain'],
    ['LOG_LEVEL', 'debug', 'plain'],
    ['MAX_TOKENS', '20000', 'plain'],
    ['API_KEY_FILE', '/run/secrets/key', 'plain'],
    ['PUBLIC_KEY', DISORDER, 'plain'],
    ['API_KEY', 'true', 'plain'],
    ['API_KEY', DISORDER, 'secret'],
    ['--api-key', DISORDER, 'secret'],
    ['anything', GITHUB, 'secret'],
    ['anything', ANTHROPIC, 'secret'],
    ['Authorization', `Bearer ${DISORDER}`, 'secret'],
    ['anything', webToken('{"role":"service_role"}'), 'secret'],
    ['anything', webToken('{"role":"anon"}'), 'plain'],
    ['anything', webToken('{"iss":"supabase","role":"anon"}'), 'plain'],
    ['url', 'postgresql://shop:s3cr3t-Kq2@db.shop-orders.net/orders', 'secret'],
    ['url', 'postgresql://shop:shop@db.shop-orders.net/orders', 'plain'],
    ['url', 'postgresql://postgres:postgres1@localhost/orders', 'plain'],
    ['url', 'postgresql://user:password@db.shop-orders.net/orders', 'placeholder'],
    ['url', 'postgresql://shop:s3cr3t-Kq2@db.example.com/orders', 'placeholder'],
    ['url', `https://mcp.example.net/sse?api_key=${DISORDER}`, 'secret'],
    ['url', 'https://mcp.example.net/sse?api_key=YOUR_KEY_HERE', 'placeholder'],
    ['url', 'https://mcp.example.net/sse', 'plain'],
  ])('%s of %s is a %s', (name, value, kind) => {
    expect(valueKind(name, value)).toBe(kind);
  });
});

describe('a name', () => {
  it.each([
    'API_KEY',
    'apiKey',
    'GITHUB_TOKEN',
    'password',
    'x-api-key',
    'Authorization',
    'SENTRY_DSN',
    '--access-token',
  ])('%s is meant for a secret', (name) => {
    expect(namesSecret(name)).toBe(true);
  });

  it.each([
    'MAX_TOKENS',
    'API_KEY_FILE',
    'PUBLIC_KEY',
    'NODE_ENV',
    'keyboard',
    'PARTITION_KEY',
    'TOKEN_URL',
    'secret-field-selector',
    'admin.passwordMtime',
    'TOKEN_CREATED_AT',
  ])('%s is not', (name) => {
    expect(namesSecret(name)).toBe(false);
  });
});

describe('a command', () => {
  it.each([
    [`API_KEY=${DISORDER} node import.js`, 'API_KEY'],
    [`curl -H "Authorization: Bearer ${GITHUB}" https://api.github.com`, 'token'],
    [`perl -i -pe 's#^X=.*#X=${GITHUB}#' .env`, 'token'],
    [`deploy --token=${DISORDER}`, 'token'],
    ['psql postgresql://shop:s3cr3t-Kq2@db.shop-orders.net/orders *', 'token'],
  ])('%s carries %s', (command, name) => {
    expect(writtenSecret(command)).toBe(name);
  });

  it.each([
    'npm test',
    'API_KEY=$API_KEY node a.js',
    'API_KEY=test-key npm test',
    'grep -r TOKEN= src',
    'git commit -m "key=value"',
  ])('%s carries none', (command) => {
    expect(writtenSecret(command)).toBeUndefined();
  });
});
