/*
 * Whether a value in a file is a credential itself, a reference to one, or neither. The forms of tokens
 * are those that their vendors publish for scanners.
 * https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns
 */

import { TOKEN_FORMS } from '../../text/credentials.js';

/** What a value is. A `secret` is one that whoever reads the file then has. */
export type ValueKind = 'secret' | 'reference' | 'placeholder' | 'plain';

/**
 * `${VAR}`, `$VAR`, `${input:id}`, `${env:VAR}`, `%VAR%`, `{{ … }}`, `${{ secrets.X }}`, `op://…`, `$(…)`, `@path`. What
 * stands behind `:-` is a value of its own.
 */
const REFERENCE =
  /\$\{[^}]*\}|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%|\{\{.*\}\}|\$\(|^`|^op:\/\/|^(?:vault|keychain|secret|ssm|arn:aws:secretsmanager):|^<%/u;

const PLACEHOLDER =
  /^(?:<.*>|\[.*\]|\.{3,}|…|[x*#.\-_0]+|(?:[a-z]+[-_ ])?x{3,}.*)$|\b(?:your|my|the|insert|enter|replace|change|add|put|paste|set|fill)[-_ ]?(?:your|own|this|the|me|in|here|with|api|key|token|secret|password|real|actual|access|personal|org|project|bearer|client|connection|db|database|github|workspace|account)|\b(?:placeholder|change[-_]?me|dummy|example|sample|redacted|todo|tbd|fixme|foobar|none|null|undefined|not[-_]?set|test[-_]?(?:key|token|secret)|fake|mock|goes[-_ ]here|here)\b|_here$|\.\.\.|…|<[^>]+>|x{6,}/iu;

/** What to do, in the place of what is to be put there: `REPLACE_VIA_EXTERNAL_SECRET_64_HEX`, `YOUR_KEY_2`. */
const TO_BE_DONE =
  /^(?:REPLACE|CHANGE|INSERT|PUT|FILL|ENTER|GENERATE|PROVIDE|YOUR|TODO|TBD|PLACEHOLDER|DUMMY|EXAMPLE|SAMPLE)(?:[_-][A-Z0-9]+)+$/u;

const TOKEN = new RegExp(`^(?:(?:Bearer|Basic|token|Token|Api-Key)\\s+)?${TOKEN_FORMS.source}`, 'u');
const TOKEN_WITHIN = new RegExp(`(?<![\\w-])${TOKEN_FORMS.source}`, 'u');

/** Whether a text may hold a vendor's token somewhere: a look at it as a whole, before its words are read. */
export function mayHoldToken(text: string): boolean {
  return TOKEN_WITHIN.test(text);
}

/** `"role":"anon"` in a token of Supabase, which is meant to be public: https://supabase.com/docs/guides/api/api-keys */
const PUBLIC_TOKEN = /InJvbGUiOiJhbm9u|Jyb2xlIjoiYW5vbi|cm9sZSI6ImFub24i/u;

/** A password inside of an address. */
const IN_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/([^\s:/@]*):([^\s@/]+)@([^\s:/?#]+)/iu;
/** A token that stands in the query or path of an address. */
const IN_QUERY = /[?&](?:[\w-]*(?:api_?key|token|secret|password|access_key|auth)[\w-]*|key)=([^&\s]{8,})/iu;

const SECRET_NAME =
  /(?:^|[_\-. ])(?:token|secret|password|passwd|pwd|pass|api[_-]?key|apikey|access[_-]?key|private[_-]?key|auth(?:orization)?|credentials?|pat|dsn|bearer|client[_-]?secret|signing[_-]?key|master[_-]?key|encryption[_-]?key|service[_-]?role[_-]?key|connection[_-]?string|kube[_-]?config|key)$|(?:token|secret|password|apikey|api_key)(?:[_-]?(?:value|key))?$/iu;
/** The same words with what the secret is for behind them: `DEV_PASSWORD_MAIL`, `BOT_TOKEN_REPO_FULL`. */
const SECRET_WITHIN =
  /(?:^|[_\-. ])(?:token|secret|password|passwd|api[_-]?key|access[_-]?key|private[_-]?key|kube[_-]?config)(?:[_-][a-z0-9]+){1,3}$/iu;
/** Last words of names that speak of a secret, and are none. */
const ABOUT_SECRET =
  /[_-](?:ids?|names?|arns?|ur[il]s?|files?|paths?|dir|folder|mount|length|size|polic(?:y|ies)|ttl|expir\w+|count|min|max|limits?|headers?|types?|kinds?|fields?|endpoint|host|port|audience|issuer|scopes?|enabled?|disabled?|required|allowed|reset|rotat\w+|version|manager|store|provider|ref(?:erence)?|hash(?:ed)?|algorithm|format|region|namespace|class|prefix|suffix|days|hours|minutes|seconds|timeout|cache|budget|usage|used|strength|hint|prompt|label|user(?:name)?|service|engine|backend|source|env|var(?:iable)?|selectors?|filters?|[acm]?time(?:stamp)?|date|at|age|mode|status|state|action|event|routes?|redirect|page|link|query|subject|template)$/iu;
/** Names that end alike and hold no secret. */
const PUBLIC_NAME =
  /(?:^|[_-])(?:public|publishable|anon|max|min|num|count|limit|primary|sort|partition|cache|file|path|name|id|url|uri|type|kind|algorithm|expiry|expires|ttl|total|prompt|completion|context|output|thinking)[_-]?(?:[a-z]*[_-])?(?:key|tokens?|pass|password)?$|tokens$|_key_(?:id|name|file|path)$|keyboard|^key$/iu;

/** What something is found, sorted or sent by: `routing-key` of a broker, `SONAR_PROJECT_KEY`, the key of a state in a bucket. */
const KEY_OF_DATA =
  /(?:^|[_\-. ])(?:rout(?:e|ing)|binding|row|sort|partition|object|foreign|index|lookup|shard|range|idempotency|dedup(?:lication)?|correlation|topic|queue|exchange|event|message|feature|state|bucket|item|field|column|map|group|tag|label|project|component|translation|shortcut|hot)[_-]?key$/iu;

/** What stands under a name in the environment, the headers or the arguments of a server. */
export function valueKind(name: string, value: string): ValueKind {
  const text = value.trim();
  const fallback = /^\$\{\w+:-(.*)\}$/u.exec(text)?.[1];
  if (fallback !== undefined && fallback !== '') {
    return valueKind(name, fallback) === 'secret' ? 'secret' : 'reference';
  }
  if (text === '') return 'plain';
  // A reference beside a literal token refers to something else.
  if (REFERENCE.test(text)) return 'reference';
  const address = addressSecret(text);
  if (address !== undefined) return address;
  if (isPlaceholder(text)) return 'placeholder';
  if (PUBLIC_TOKEN.test(text)) return 'plain';
  if (TOKEN.test(text)) return 'secret';
  if (!namesSecret(name) || !looksSecret(text)) return 'plain';
  return 'secret';
}

function isPlaceholder(text: string): boolean {
  const bare = text.replace(/^(?:Bearer|Basic|token)\s+/iu, '');
  // A token with its vendor's prefix and enough disorder is one, whatever words are found in it.
  if (TOKEN.test(text) && isDisorderly(bare)) return false;
  return PLACEHOLDER.test(bare) || TO_BE_DONE.test(bare);
}

/** Services on the same machine have passwords that everybody knows. */
const LOOPBACK =
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|db|postgres|mysql|mongo|mongodb|redis|database)$/iu;

function addressSecret(text: string): ValueKind | undefined {
  const match = IN_ADDRESS.exec(text);
  if (match !== null) {
    const [, user = '', password = '', host = ''] = match;
    if (LOOPBACK.test(host) || password === user) return 'plain';
    if (/(?:^|\.)example\.(?:com|org|net)$|^<|your/iu.test(host)) return 'placeholder';
    return isPlaceholder(password) || /^(?:password|pass|pwd|secret)$/iu.test(password)
      ? 'placeholder'
      : 'secret';
  }
  const query = IN_QUERY.exec(text)?.[1];
  if (!/^https?:\/\//iu.test(text) || query === undefined) {
    return /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? 'plain' : undefined;
  }
  if (isPlaceholder(query)) return 'placeholder';
  return isDisorderly(query) ? 'secret' : 'plain';
}

/** What stands in a command line as a credential, by the name it has there; `undefined` where nothing does. */
export function writtenSecret(command: string): string | undefined {
  for (const word of command.match(/[^\s"'`,;|()]+/gu) ?? []) {
    const assigned = /^(?:--?)?([A-Za-z_][\w-]*)=(.+)$/u.exec(word);
    const [, name = 'token', value = word] = assigned ?? [];
    if (value !== '' && valueKind(assigned === null ? '' : name, value) === 'secret') return name;
  }
  const within = TOKEN_WITHIN.exec(command)?.[0];
  return within !== undefined && valueKind('', within) === 'secret' ? 'token' : undefined;
}

/** Whether a variable, header or option of this name is meant to hold a secret. */
export function namesSecret(name: string): boolean {
  const plain = name.replace(/^-+/u, '').replace(/([a-z0-9])([A-Z])/gu, '$1_$2');
  if (KEY_OF_DATA.test(plain)) return false;
  if (SECRET_NAME.test(plain)) return !PUBLIC_NAME.test(plain);
  return SECRET_WITHIN.test(plain) && !ABOUT_SECRET.test(plain) && !PUBLIC_NAME.test(plain);
}

/** Of RFC 3339: when a secret was made or changed. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?$/iu;

function looksSecret(text: string): boolean {
  const bare = text.replace(/^(?:Bearer|Basic|token|Token|Api-Key)\s+/u, '');
  if (bare.length < 8 || /\s/u.test(bare)) return false;
  if (DATE.test(bare)) return false;
  if (/^(?:true|false|\d+|https?:\/\/.*|\.{0,2}[/~].*|[A-Za-z]:\\.*)$/iu.test(bare)) return false;
  return isDisorderly(bare) || (bare.length >= 8 && /[^a-z_-]/iu.test(bare) && /[a-z]/iu.test(bare));
}

/** Letters and digits in no order: what somebody made up to be read has words. */
function isDisorderly(text: string): boolean {
  const body = text.replace(/^[a-z]{1,10}[-_]/iu, '');
  if (body.length < 12) return false;
  const kinds = [/[a-z]/u, /[A-Z]/u, /\d/u].filter((kind) => kind.test(body)).length;
  return kinds >= 2 && new Set(body).size >= 8;
}
