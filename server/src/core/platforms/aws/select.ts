import type { SyntaxFormat } from '../../syntax/syntaxTree.js';
import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';
import { isTerragruntPath } from './terragrunt/select.js';
import { isTerraformPath, selectTerraform, terraformFormat } from './terraform/select.js';

const ENDING = /\.(?:json|ya?ml|template)$/iu;
/** Files of other tools that hold such words, and folders whose files are not of this workspace. */
const ELSEWHERE =
  /(?:^|\/)(?:node_modules|\.git|\.aws-sam|\.serverless)\/|(?:^|\/)(?:package(?:-lock)?|composer|tsconfig[\w.-]*|cdk)\.json$/u;
/** A serverless service by its file's name; its content then says for which cloud. */
const SERVERLESS = /(?:^|\/)serverless[\w.-]*\.(?:ya?ml|json)$/iu;

const TEMPLATE = /["']?\bType["']?\s*:\s*["']?AWS::[A-Za-z0-9]+::[A-Za-z0-9]+/u;
const STATEMENT = /(?:^|[\s{,"'])Statement\\?["']?\s*:/u;
const EFFECT = /(?:^|[\s{,"'-])Effect\\?["']?\s*:\s*(?:\\?["']?(?:Allow|Deny)\b|!If|\{)/u;
/** A version of the policy language, which nothing else has: then a statement may be one that AWS refuses. */
const VERSION = /["']?\bVersion\\?["']?\s*:\s*\\?["']?20(?:12|08)-10-17\b/u;
const TRUST = /["']?\bAssumeRolePolicyDocument["']?\s*:/u;
const PROVIDER = /^\s*["']?provider["']?\s*:\s*(?:["']?aws\b|[^]{0,400}?\bname["']?\s*:\s*["']?aws\b)/mu;
/**
 * What `terraform show -json` prints of a plan or a state, and a state file: texts of policies stand in it more than once,
 * without the names of what they belong to. https://developer.hashicorp.com/terraform/internals/json-format
 */
const TERRAFORM_OUTPUT = /^\uFEFF?\s*\{[^]{0,400}?"terraform_version"\s*:/u;
/** Policies, templates and services are known by what they hold, not by where they stand. */
export function select(file: FileDescriptor): Sureness {
  const { path, text } = file;
  if (isTerraformPath(path)) return selectTerraform(file) ? SURE.place : SURE.not;
  if (isTerragruntPath(path)) return SURE.place;
  if (!ENDING.test(path) || ELSEWHERE.test(path) || TERRAFORM_OUTPUT.test(text)) return SURE.not;
  if (SERVERLESS.test(path) && PROVIDER.test(text)) return SURE.place;
  return TEMPLATE.test(text) || TRUST.test(text) || speaksOfPolicies(text) ? SURE.looks : SURE.not;
}

function speaksOfPolicies(text: string): boolean {
  if (STATEMENT.test(text)) return EFFECT.test(text) || VERSION.test(text);
  return /^-\s+["']?(?:Effect|Sid|Action)\b/mu.test(text) && EFFECT.test(text);
}

/** A template may be in either format whatever its ending says. */
export function format({ path, text }: FileDescriptor): SyntaxFormat {
  if (isTerraformPath(path)) return terraformFormat(path);
  if (isTerragruntPath(path)) return 'hcl';
  if (/\.json$/iu.test(path)) return 'json';
  return /^\uFEFF?\s*[{[]/u.test(text) && !/\.ya?ml$/iu.test(path) ? 'json' : 'yaml';
}
