import { baseName } from '../../text/uri.js';
import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

const MANIFEST = /\.(?:ya?ml|json)$/iu;
/** https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#kustomization */
const KUSTOMIZATION = /^(?:kustomization\.ya?ml|Kustomization)$/u;
const CUSTOM_DEFINITION = /^kind:[ \t]*["']?CustomResourceDefinition["']?[ \t]*(?:#.*)?\r?$/mu;

/** Manifests are known by what they say of themselves; a kustomization by its name. */
export function select({ path, text }: FileDescriptor): Sureness {
  if (isKustomization(path)) return SURE.place;
  if (!MANIFEST.test(path)) return SURE.not;
  if (isJsonPatch(text)) return SURE.told;
  if (!path.toLowerCase().endsWith('.json') && isYamlManifest(text)) return SURE.told;
  if (!isJsonManifest(text)) return mayBeValues(path, text) ? SURE.looks : SURE.not;
  // A manifest in JSON may also stand somewhere inside of a file in YAML.
  return /^\uFEFF?\s*[{[]/u.test(text) ? SURE.told : SURE.looks;
}

/** Whether a text that is no manifest may be the values of a chart, which give an account an identity of a cloud. */
export function mayBeValues(path: string, text: string): boolean {
  return YAML.test(path) && IDENTITY.test(text) && !/^apiVersion[ \t]*:/mu.test(text);
}

const YAML = /\.ya?ml$/iu;
const IDENTITY =
  /^[ \t]+["']?(?:eks\.amazonaws\.com\/role-arn|iam\.gke\.io\/gcp-service-account)["']?[ \t]*:/mu;

/**
 * A list of operations, which a kustomization may take as a patch. https://datatracker.ietf.org/doc/html/rfc6902
 */
function isJsonPatch(text: string): boolean {
  const start = text.slice(0, LOOK_FOR_PATCH);
  if (!/^(?:\uFEFF|\s|#[^\n]*\n|---[ \t]*\r?\n)*(?:-[ \t]|\[)/u.test(start)) return false;
  return (
    /["']?op["']?[ \t]*:[ \t]*["']?(?:add|remove|replace|move|copy|test)\b/u.test(start) &&
    /["']?path["']?[ \t]*:[ \t]*["']?\//u.test(start)
  );
}

const LOOK_FOR_PATCH = 4_000;

export function isKustomization(path: string): boolean {
  return KUSTOMIZATION.test(baseName(path));
}

/**
 * A version of the core, of a group of Kubernetes itself, or of a group with a domain: other tools call theirs
 * otherwise (`skaffold/v4beta11`). https://kubernetes.io/docs/reference/using-api/#api-groups
 */
const VERSION = String.raw`(?:(?:apps|batch|autoscaling|policy|extensions|[\w-]+(?:\.[\w-]+)+)\/)?v\d+(?:(?:alpha|beta)\d+)?`;
const YAML_VERSION = new RegExp(
  String.raw`^\uFEFF?apiVersion[ \t]*:[ \t]*["']?${VERSION}["']?[ \t]*(?:#.*)?\r?$`,
  'mu',
);
const JSON_VERSION = new RegExp(String.raw`["']apiVersion["']\s*:\s*["']${VERSION}["']`, 'u');

/** The keys stand in the first column of a block mapping, or in quotes in a flow mapping. */
function isYamlManifest(text: string): boolean {
  const outer = indentOf(text) === '' ? text : dedented(text);
  return YAML_VERSION.test(outer) && /^\uFEFF?kind[ \t]*:/mu.test(outer);
}

/** How far in the first line of content stands, where that is a key: a whole document may stand further in. */
function indentOf(text: string): string {
  return /^(?:\uFEFF|---[^\n]*\n|[ \t]*#[^\n]*\n|[ \t]*\r?\n)*([ ]*)[A-Za-z]+[ \t]*:/u.exec(text)?.[1] ?? '';
}

function dedented(text: string): string {
  const indent = indentOf(text);
  return text.replace(new RegExp(`^${indent}`, 'gmu'), '');
}

function isJsonManifest(text: string): boolean {
  return JSON_VERSION.test(text) && /["']kind["']\s*:\s*["']/u.test(text);
}

/** Documents that carry no session, by a look at their text: definitions of custom resources are most of some files. */
export function isSkipped(document: string): boolean {
  return CUSTOM_DEFINITION.test(document);
}

/** Where a block scalar begins: what is below and further in is text, whatever it looks like. */
const BLOCK_SCALAR = /^(\s*)(?:- +)*(?:[^#\s].*:\s+)?(?:[!&]\S+\s+)*[|>][-+\d]*\s*(?:#.*)?$/u;
/** A line that is an action, or a value that begins with one without quotes: no YAML has that. */
const BARE_ACTION = /^\s*(?:- +)*(?:["']?[\w./-]+["']?:\s+)?\{\{|^\s*\{%-?\s/u;
/** Objects of Helm, wherever they stand. */
const HELM_OBJECT =
  /\{\{[^}]{0,200}?(?:\$?\.(?:Values|Release|Chart|Capabilities|Files|Template|Subcharts)\b|\binclude\s+"|\btpl\s)/u;

/** How much of a text, and of a line, is looked at: a template says so early. */
const LOOK = 100_000;
const LONG_LINE = 1_000;

/**
 * Whether the text becomes a manifest only when somebody renders it: a template of Helm or of its like. Actions of
 * others that stand in quotes, as in Argo Workflows, are values like any other.
 */
export function isTemplate(path: string, text: string): boolean {
  if (!text.includes('{{') && !text.includes('{%')) return false;
  if (/(?:^|\/)templates\//u.test(path) && HELM_OBJECT.test(text.slice(0, LOOK))) return true;
  let inside = -1;
  for (const whole of text.split(/\r?\n/u)) {
    const line = whole.slice(0, LONG_LINE);
    const indent = /^\s*/u.exec(line)?.[0].length ?? 0;
    if (inside >= 0 && (line.trim() === '' || indent > inside)) continue;
    inside = BLOCK_SCALAR.exec(line)?.[1]?.length ?? -1;
    if (!line.trimStart().startsWith('#') && (BARE_ACTION.test(line) || HELM_OBJECT.test(line))) return true;
  }
  return false;
}
