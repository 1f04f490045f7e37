/*
 * What in a text looks like a credential, so that it is not shown again: a text that is shown goes into logs, comments
 * and screens that more people see than see the file. The forms of tokens are those that their vendors publish for
 * scanners. https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns
 *
 * All repetitions that stand before a fixed sign are bounded, so that no text makes these patterns slow.
 */

/** Prefixes by which vendors mark their tokens. */
export const TOKEN_FORMS =
  /(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{40,}|glpat-[\w-]{20,}|sk-(?:ant-|proj-|or-|svcacct-)?[\w-]{20,}|(?:sk|rk|pk)_(?:live|test)_\w{16,}|whsec_\w{20,}|xox[abeoprs]-[\w-]{10,}|xapp-[\w-]{20,}|AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|AIza[\w-]{35}|ya29\.[\w-]{20,}|sbp_[0-9a-f]{40}|npm_\w{36}|pypi-[\w-]{20,}|hf_\w{30,}|lin_api_\w{30,}|ntn_\w{30,}|secret_\w{40,}|figd_[\w-]{30,}|dop_v1_[0-9a-f]{60,}|shp(?:at|ca|pa|ss)_[0-9a-f]{32}|sntry[su]_\S{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|ATATT\S{20,}|pat-\w{2,3}\d-[\w-]{20,}|pul-[0-9a-f]{40}|tvly-\w{20,}|BSA\w{20,}|fc-[0-9a-f]{20,}|ctx7sk-[\w-]{10,}|napi_\w{30,}|re_\w{20,}|pplx-\w{30,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*)/u;

/** The same within a text, and the seeds of NATS: https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth */
const TOKENS = new RegExp(
  String.raw`(?<![\w-])(?:${TOKEN_FORMS.source.replace(String.raw`[\s\S]*`, String.raw`(?:(?!-----END)[\s\S])*`)}|S[AUNOCX][A-Z2-7]{56}(?!\w))`,
  'gu',
);

/**
 * Hashes of passwords, in the forms of crypt(3), bcrypt, Argon2, scrypt, Mosquitto, SCRAM, PBKDF2 and LDAP, and that of
 * Redis, a SHA-256 behind a sign: who has one can guess at leisure.
 */
const HASHES =
  /\$(?:1|2[abxy]?|5|6|7|y|apr1|argon2(?:id|i|d)|scrypt|pbkdf2[\w-]{0,20}|sha1)\$[\w./+=,$-]{8,}|\bPBKDF2\$[\w-]{1,20}\$\d{1,9}\$[\w+/=$]{8,}|\bSCRAM-SHA-(?:1|256|512)[$=][\w+/=:,[\]$.-]{8,}|\{(?:SSHA|SHA|MD5|CRYPT|SSHA512|SHA512)\}[\w+/=$.]{8,}|(?<=[#!])[0-9a-f]{64}(?![0-9a-f])/giu;

/** Names whose values are passwords, whatever they look like. */
const PASSWORDS = String.raw`(?:[\w-]{0,40}[_-])?(?:password|passwd|passphrase|pwd|pass)(?:[_-]?hash)?|[a-z0-9]{1,40}Password|requirepass|masterauth`;
/** Names whose values are credentials as far as they look like one. */
const KEYS = String.raw`(?:[\w-]{0,40}[_-])?(?:api|access|auth|private|secret|signing|master|encryption|account|shared|deploy|license)[_-]?key|(?:[\w-]{0,40}[_-])?(?:secret|token|credentials?|dsn|pat|cookie)|[a-z0-9]{1,40}(?:Secret|Token|ApiKey|AccessKey|PrivateKey)|api[_-]?key[_-]?helper`;
/** Names whose values are credentials always. */
const CERTAIN = String.raw`(?:proxy-)?authorization|x-[\w-]{0,30}(?:key|token|secret|auth)|sts:ExternalId`;
/** What stands between a name and its value in YAML, JSON, TOML, HCL, headers and command lines. */
const BETWEEN = String.raw`["'\x60]{0,2}\s{0,20}(?:=>|[:=])\s{0,20}(?:\[\s{0,20})?`;
const SCHEME = String.raw`(?:(?:Bearer|Basic|Digest|Token|Api-?Key|Negotiate)\s+)?`;
const VALUE = String.raw`("(?:\\.|[^"\\\r\n])*"?|'[^'\r\n]*'?|${SCHEME}[^\s"'\x60,;|)\]}]+)`;

const NAMED = new RegExp(String.raw`(?<![\w-])(${PASSWORDS}|${KEYS}|${CERTAIN})(${BETWEEN})${VALUE}`, 'giu');
/** `--password …`, and the settings of Redis that have no sign between name and value. */
const OPTION = new RegExp(
  String.raw`(?<!\S)(--(?:${PASSWORDS}|${KEYS})|requirepass|masterauth)(\s{1,20})${VALUE}`,
  'giu',
);
const IS_PASSWORD = new RegExp(`^(?:${PASSWORDS})$`, 'iu');
/** Names whose values may be credentials at all. */
const IS_NAME = new RegExp(`^(?:${PASSWORDS}|${KEYS}|${CERTAIN})$`, 'iu');
const IS_CERTAIN = new RegExp(`^(?:${CERTAIN})$`, 'iu');

/** A pattern, and what a text has to hold for it to fit: a quick look, as most texts hold none of it. */
type Sought = readonly [needs: RegExp, pattern: RegExp];

/** What stands behind a sign that a credential follows: each with the credential as its last group. */
const PLACES: readonly Sought[] = [
  // `scheme://name:password@host`
  [/@/u, /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@"'`]{0,200}:)([^\s@/"'`]+)(?=@)/giu],
  // `?api_key=…`
  [
    /[?&;]/u,
    /([?&;](?:[\w-]{0,30}(?:api_?key|token|secret|password|passwd|access_key|sig|signature)[\w-]{0,30}|key)=)([^&\s"'`)]+)/giu,
  ],
  // `curl -u name:password`
  [/-u/u, /((?:^|\s)(?:-u|--user|--proxy-user)[\s=]["']?[^\s:"']{1,100}:)([^\s"']+)/gu],
  // `docker login -p password`, `mysql -ppassword`
  [/\s-p/iu, /(\blogin\b[^\r\n|;&]{0,200}?\s-p\s{0,5}["']?)([^\s"'-][^\s"']*)/gu],
  // What is printed into a program that reads a password or a key.
  [
    /\|/u,
    /(\b(?:echo|printf)\s+(?:-\w+\s+|["']?%s(?:\\n)?["']?\s+){0,4}["']?)([^"'$`|\r\n\s][^"'$`|\r\n]*?)(?=["']?\s*\|[^|\r\n]{0,200}(?:login|--with-token|password|passphrase|secret|token|\bkey\b|apt-key|htpasswd|base64|sudo\s+-S))/giu,
  ],
  [/<<</u, /((?:login|--with-token|password-stdin|passphrase-fd)[^\r\n<]{0,200}<<<\s*["']?)([^\s"'$`]+)/giu],
];
const BEARER = /\b(Bearer|Basic|Token|Api-?Key)(\s+)([\w+/=.~-]{12,})/giu;
/** A user of Redis: `>password` and `<password`. https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/ */
const REDIS_USER = /(?<=^|["'\n])\s*user\s+[^\s"']+\s[^\r\n"']*/giu;
const REDIS_PASSWORD = /(?<=\s[<>])\S+/gu;
/** Names with values on lines of their own, as Terraform and lists in YAML have them. */
const EXTERNAL_ID =
  /(sts:ExternalId["']?\s*(?:[:=]\s*|,?\s*(?:\r?\n\s*)?["']?values["']?\s*[:=]\s*)(?:\[\s*|-\s+)?)("[^"\r\n]*"(?:\s*,\s*"[^"\r\n]*")*|'[^'\r\n]*'|[^\s"',\]}{[$][^\s,\]}]*)/giu;

/** Stands for a credential without being one: a variable, an expression, a template, an address in a vault. */
const REFERENCE =
  /^["']?(?:(?:Bearer|Basic|Token)\s+)?(?:\$[{(A-Za-z_]|%[A-Za-z_]\w*%|\{\{|<%|op:\/\/|vault:|arn:aws|<[^>]*>|\.\.\.|[•*]+["']?$|(?:var|local|data|module|secrets|env|vars|github|inputs|steps|needs|params|self)\.)/u;
/** Signs that each kind of hash has besides letters and figures. */
const HASH_SIGNS = /[$={#!]/u;
/** Words of which every name of a credential has one, and signs that stand behind a name. */
const NAME_WORDS = /pass|pwd|auth|key|secret|token|credential|dsn|pat["'\x60\s:=]|cookie|externalid/iu;
const OPTION_SIGNS = /--|requirepass|masterauth/iu;
const EXTERNAL_ID_NAME = /:externalid/iu;
const USER_WORD = /user\s/iu;
/** Signs without which nothing below can fit. */
const MAY_HOLD = /[:=$@|<>]|\s-|[\w-]{20}|pass|auth|user/iu;

/**
 * The text with all that looks like a credential dotted over, one dot for each sign, so that places stay what they are.
 * What only refers to a credential, as a variable does, stays; so do names of credentials.
 *
 * @param isSource a part of a file, where a value behind `password:` is one, whatever it looks like; in running words it
 *   has to look like one
 */
export function dotted(text: string, isSource = false): string {
  if (text.length < 8 || !MAY_HOLD.test(text)) return text;
  let shown = text.replace(TOKENS, dots);
  if (HASH_SIGNS.test(shown)) shown = shown.replace(HASHES, dots);
  for (const [needs, place] of PLACES) {
    if (!needs.test(shown)) continue;
    shown = shown.replace(place, (all: string, head: string, value: string) =>
      isOpen(value) ? all : head + dots(value),
    );
  }
  if (EXTERNAL_ID_NAME.test(shown)) {
    shown = shown.replace(
      EXTERNAL_ID,
      (_all, head: string, value: string) => head + value.replace(/[^\s"',]/gu, '•'),
    );
  }
  if (NAME_WORDS.test(shown)) {
    shown = shown.replace(NAMED, (all: string, name: string, between: string, value: string) =>
      isCredential(name, value, isSource) ? name + between + dottedValue(value) : all,
    );
  }
  if (OPTION_SIGNS.test(shown)) {
    shown = shown.replace(OPTION, (all: string, name: string, gap: string, value: string) =>
      isCredential(name.replace(/^--/u, ''), value, isSource) ? name + gap + dottedValue(value) : all,
    );
  }
  shown = shown.replace(BEARER, (all: string, scheme: string, gap: string, value: string) =>
    isDisorderly(value) ? scheme + gap + dots(value) : all,
  );
  return USER_WORD.test(shown)
    ? shown.replace(REDIS_USER, (line) => line.replace(REDIS_PASSWORD, dots))
    : shown;
}

/** A value that stands under a name of its own, dotted over where that makes it a credential. */
export function dottedUnder(name: string, value: string): string {
  return IS_NAME.test(name) && isCredential(name, value, true) ? dottedValue(value) : dotted(value, true);
}

/** Breaks of lines stay, so that places stay what they are. */
function dots(text: string): string {
  return text.replace(/[^\r\n]/gu, (sign) => '•'.repeat(sign.length));
}

/** A value without its quotation marks and without the word before it that says how it is meant. */
const PARTS = new RegExp(String.raw`^(["']?${SCHEME})([\s\S]*?)(["']?)$`, 'iu');

function dottedValue(value: string): string {
  const [, head = '', body = value, end = ''] = PARTS.exec(value) ?? [];
  return head + dots(body) + end;
}

function isOpen(value: string): boolean {
  return REFERENCE.test(value) || value.length < 3;
}

function isCredential(name: string, value: string, isSource: boolean): boolean {
  const [, , body = value] = PARTS.exec(value) ?? [];
  if (body.length < 3 || REFERENCE.test(value) || REFERENCE.test(body)) return false;
  // A mapping begins, whose values have names of their own: `PASSWORD: {vault: production/db/password}`.
  if (value.startsWith('{')) return false;
  if (IS_CERTAIN.test(name)) return isSource || !WORDS.test(body);
  if (isSource && IS_PASSWORD.test(name)) return !WORDS.test(body);
  return looksSecret(body);
}

/** Words that stand where a value would, and say something of it. */
const WORDS =
  /^(?:read|write|none|admin|true|false|null|undefined|yes|no|required|optional|inherit|file|env|basic|bearer|token|header|is|the|an?|and|or|of|for|to|in|from|with|that|which|it|its|any|all|every|nothing|prompt|string|stdin|[\w-]+\*|\*)$/iu;

/** At least eight signs that are no words: letters with something among them that is neither a letter nor a dash. */
function looksSecret(text: string): boolean {
  if (text.length < 8 || /\s/u.test(text)) return false;
  if (/^(?:\d+|https?:\/\/.*|\.{0,2}[/~].*|[A-Za-z]:\\.*)$/iu.test(text)) return false;
  return (
    isDisorderly(text) ||
    (/[^a-z_./-]/iu.test(text) && /[a-z]/iu.test(text) && !/^[\w.-]+[:/][\w./-]*$/u.test(text))
  );
}

/** Letters and digits in no order: what somebody made up to be read has words. */
function isDisorderly(text: string): boolean {
  if (text.length < 12) return false;
  const kinds = [/[a-z]/u, /[A-Z]/u, /\d/u].filter((kind) => kind.test(text)).length;
  return kinds >= 2 && new Set(text).size >= 8;
}
