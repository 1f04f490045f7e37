import { valueKind } from '../knowledge/names/secretValues.js';
import { credentialVariable } from '../knowledge/actions/lookup.js';
import { systemOf } from '../knowledge/names/systems.js';
import type { CarriedIdentity } from '../model/facts.js';
import { namesAccountOrPlace } from './heldIdentities.js';

/**
 * Words that end the name of a variable which holds a credential, where nothing better is known of it. A key of Cosmos DB
 * opens its whole account: https://learn.microsoft.com/previous-versions/azure/cosmos-db/how-to-obtain-keys
 */
const CREDENTIAL =
  /(?:^|_)(?:TOKEN|PAT|PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|SECRET|SECRETS|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|DEPLOY_?KEY|SSH_?KEY|GPG_?KEY|SERVICE_?KEY|MASTER_?KEY|LICENSE_?KEY|AUTH_?KEY|COSMOS_?(?:DB_?)?KEY|CREDENTIALS?|CREDS|KUBE_?CONFIG|WEBHOOK_URL|DSN|CONNECTION_STRING|KEYSTORE)(?:_?(?:PROD|PRODUCTION|PRD|LIVE|DEV|STAGING|STG|STAGE|TEST|QA|UAT|BASE64|B64|JSON|VALUE|\d+))*$/u;

/** Names that end alike and hold none: where a thing is, what it is called, whether it is there. */
const HARMLESS =
  /(?:^|_)(?:PUBLIC|CACHE|SORT|PRIMARY|PARTITION|CSRF|MAX|MIN)_(?:\w+_)?(?:KEY|TOKENS?)$|_(?:FILE|PATH|DIR|NAME|ARN|URI|ID|LENGTH|TTL|EXPIRY|TYPE)$/u;

/** Whether a variable holds a credential by its name: a documented one, or one that says so. */
export function holdsCredential(name: string): boolean {
  const documented = credentialVariable(name);
  const upper = name.toUpperCase();
  // One names a file, which something else in the pipeline has written; others hold what ends by itself.
  if (upper === 'GOOGLE_APPLICATION_CREDENTIALS' || documented?.temporary === true) return false;
  if (documented?.basis === 'variable') return !namesAccountOrPlace(name);
  return CREDENTIAL.test(upper) && !HARMLESS.test(upper) && !namesAccountOrPlace(name);
}

/** The variables of the environment that a text names, each once, in order: `$NAME`, `${NAME}`, `$env:NAME`. */
export function variablesIn(text: string): readonly string[] {
  if (!text.includes('$') && !text.includes('%')) return [];
  const names = new Set<string>();
  for (const match of withoutComments(text).matchAll(/(?<![\\$])\$(?:\{[!#]?|env:)?([A-Za-z_]\w*)/giu)) {
    if (match[1] !== undefined) names.add(match[1]);
  }
  return [...names];
}

/** The variables that a text writes as the credential of an address, whatever they are called: `https://me:$MIRROR@host`. */
export function credentialsOfAddresses(text: string): readonly string[] {
  if (!text.includes('@')) return [];
  return [...withoutComments(text).matchAll(/:\/\/(?:[^\s/@"']*:)?\$\{?([A-Za-z_]\w*)\}?@/gu)].flatMap(
    ([, name]) => (name === undefined || namesAccountOrPlace(name) ? [] : [name]),
  );
}

/** A credential that a variable is handed on as, under the name by which a tool knows it. */
export interface HandedOn {
  readonly name: string;
  /** The documented variable that it becomes. */
  readonly as: string;
}

/** The variable that is handed on whole as a documented one: `AWS_ACCESS_KEY_ID: $DEPLOY_KEY`. */
export function handedOn(as: string, value: string): HandedOn | undefined {
  const name = /^\s*["']?\$\{?([A-Za-z_]\w*)\}?["']?\s*$/u.exec(value)?.[1];
  if (name === undefined || name === as) return undefined;
  const documented = credentialVariable(as);
  return documented?.basis === 'variable' && documented.temporary !== true ? { name, as } : undefined;
}

/** The variables that a script exports under the name of a documented one. */
export function handedOnIn(script: string): readonly HandedOn[] {
  if (!script.includes('export ')) return [];
  return [
    ...withoutComments(script).matchAll(/\bexport\s+([A-Za-z_]\w*)=("?\$\{?\w+\}?"?)(?=\s|;|&|$)/gu),
  ].flatMap(([, as = '', value = '']) => handedOn(as, value) ?? []);
}

/** What a credential opens that is handed on as a documented variable. */
export function opensAs(as: string | undefined): Pick<CarriedIdentity, 'system' | 'credential'> {
  const documented = as === undefined ? undefined : credentialVariable(as);
  return documented === undefined ? {} : { system: systemOf(documented.system), credential: documented.kind };
}

/** The variables that a script sets by itself, for what comes after it: what they hold it has from somewhere else. */
export function variablesSetIn(script: string): readonly string[] {
  if (!/[=]|\bread\b|\bfor\b/u.test(script)) return [];
  const names = new Set<string>();
  const text = withoutComments(script);
  for (const match of text.matchAll(/(?:^|[\s;&|("'`])([A-Za-z_]\w*)\+?=(?!=)([^\n]*)/gmu)) {
    const [, name = '', value = ''] = match;
    // Where it is made of itself, it was there before.
    if (!value.includes(`$${name}`) && !value.includes(`\${${name}`)) names.add(name);
  }
  for (const match of text.matchAll(/\bfor\s+(\w+)\s+in\b|\bread\s+(?:-\w+\s+)*(\w+)/gu)) {
    names.add(match[1] ?? match[2] ?? '');
  }
  return [...names];
}

/**
 * Whether a credential itself stands in the text under this name, and not only where it comes from: it has a vendor's
 * form, or stands in a documented variable. What else pipelines write out is made up for their tests.
 */
export function isWrittenOut(name: string, value: string): boolean {
  if (value.length < LEAST_SECRET) return false;
  if (valueKind('', value) === 'secret') return true;
  return (
    credentialVariable(name)?.basis === 'variable' &&
    !MADE_UP.test(value) &&
    valueKind(name, value) === 'secret'
  );
}

/** No credential of a vendor is shorter, in characters. */
export const LEAST_SECRET = 16;
const MADE_UP = /real|dummy|fake|test|local|mock|sample|secret|password/iu;

/** The name under which a credential itself stands in a script; undefined where none does. */
export function writtenIn(script: string): string | undefined {
  for (const [word] of withoutComments(script).matchAll(/[^\s"'`,;|()]{16,}/gu)) {
    const [, name, value] = /^(?:--?)?([A-Za-z_][\w-]*)=(.+)$/u.exec(word) ?? [];
    if (isWrittenOut(name ?? '', value ?? word)) return name ?? 'token';
  }
  return undefined;
}

function withoutComments(script: string): string {
  return script.includes('#') ? script.replace(/(^|\s)#[^\n]*/gu, '$1') : script;
}
