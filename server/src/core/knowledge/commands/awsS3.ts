import type { CallActions } from '../aws/needs/operations.js';
import type { ShellCommand, ShellWord } from '../../model/shellScript.js';
import { hasFlag, option } from './commandUse.js';

/*
 * `aws s3 …`: https://docs.aws.amazon.com/cli/latest/userguide/cli-services-s3-commands.html. Which operations each
 * command calls stands in https://github.com/aws/aws-cli/tree/develop/awscli/customizations/s3.
 */

/** Options of `aws s3`, and of every command, that take the next word as their value. */
const VALUED =
  /^--(?:acl|cache-control|case-conflict|content-disposition|content-encoding|content-language|content-type|copy-props|exclude|expected-size|expires|include|metadata|metadata-directive|page-size|source-region|sse-c-copy-source-key|sse-c-key|sse-kms-key-id|storage-class|website-redirect|index-document|error-document|expires-in|endpoint-url|output|profile|query|region|color|ca-bundle|cli-read-timeout|cli-connect-timeout|cli-binary-format|cli-error-format|checksum-algorithm|checksum-mode|tags|bucket-name-prefix|bucket-region)$/u;
/** Those that also stand alone: the next word is their value unless it is an option. */
const MAY_BE_VALUED = /^--(?:sse|sse-c|sse-c-copy-source|request-payer)$/u;
/** Takes every word up to the next option. */
const LISTS = /^--grants$/u;

/** What a command of `aws s3` takes; `undefined` for one that is not known. */
export function s3Actions(verb: string, command: ShellCommand): CallActions | undefined {
  const actions = doneActions(verb, command);
  if (actions === undefined || !hasFlag(command, '--dryrun')) return actions;
  // It lists what it would do, and looks up one object that is named, but moves and removes nothing.
  return {
    needs: actions.needs.filter((action) => action === 's3:ListBucket'),
    maybe: actions.needs.includes('s3:GetObject') ? ['s3:GetObject'] : [],
  };
}

function doneActions(verb: string, command: ShellCommand): CallActions | undefined {
  const paths = s3Paths(command.args);
  switch (verb) {
    case 'cp':
      return transfer(command, paths, false);
    case 'mv':
      return transfer(command, paths, true);
    case 'sync':
      return synchronise(command, paths);
    case 'rm':
      return remove(command);
    case 'ls':
      return { needs: [paths.length === 0 ? 's3:ListAllMyBuckets' : 's3:ListBucket'] };
    case 'mb':
      return { needs: ['s3:CreateBucket'], maybe: ['s3:PutBucketTagging'] };
    case 'rb':
      return hasFlag(command, '--force')
        ? { needs: ['s3:DeleteBucket', 's3:ListBucket', 's3:DeleteObject'] }
        : { needs: ['s3:DeleteBucket'] };
    case 'presign':
      // Whoever opens the address acts with what the signing session may do.
      return { needs: ['s3:GetObject'] };
    case 'website':
      return { needs: ['s3:PutBucketWebsite'] };
    default:
      return undefined;
  }
}

/** The paths that a command of `aws s3` is given. */
export function s3Paths(args: readonly ShellWord[]): readonly ShellWord[] {
  const found: ShellWord[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (word === undefined) continue;
    if (!isOption(word)) found.push(word);
    else if (VALUED.test(word.text)) at++;
    else if (MAY_BE_VALUED.test(word.text)) at += isOption(args[at + 1]) ? 0 : 1;
    else if (LISTS.test(word.text)) while (args[at + 1] !== undefined && !isOption(args[at + 1])) at++;
  }
  return found;
}

function isOption(word: ShellWord | undefined): boolean {
  return word?.text.startsWith('-') === true && word.text !== '-';
}

type Side = 'bucket' | 'local' | 'open';

/** A path that begins with what is computed may be on either side. */
function sideOf(word: ShellWord | undefined): Side {
  if (word === undefined) return 'open';
  if (/^s3:\/\//iu.test(word.text)) return 'bucket';
  return word.dynamic && /^["']?(?:\$|\{\{)/u.test(word.text) ? 'open' : 'local';
}

const READS = ['s3:GetObject'];
const WRITES = ['s3:PutObject'];

function transfer(command: ShellCommand, [from, to]: readonly ShellWord[], moves: boolean): CallActions {
  const recursive = hasFlag(command, '--recursive');
  return directed(command, [sideOf(from), sideOf(to)], {
    source: [...(recursive ? ['s3:ListBucket'] : []), ...(moves ? ['s3:DeleteObject'] : [])],
    target: [],
  });
}

function synchronise(command: ShellCommand, [from, to]: readonly ShellWord[]): CallActions {
  const deletes = hasFlag(command, '--delete') ? ['s3:DeleteObject'] : [];
  return directed(command, [sideOf(from), sideOf(to)], {
    source: ['s3:ListBucket'],
    target: ['s3:ListBucket', ...deletes],
  });
}

/** What is read on the one side and written on the other, with what each side takes besides. */
function directed(
  command: ShellCommand,
  [from, to]: readonly [Side, Side],
  besides: { readonly source: readonly string[]; readonly target: readonly string[] },
): CallActions {
  const needs: string[] = [];
  const maybe = ['s3:ListBucket', 's3:GetObjectVersion'];
  const source = [...READS, ...besides.source];
  const shared = command.args.some(({ text }) => /^--(?:acl|grants)\b/u.test(text));
  const target = [...WRITES, ...(shared ? ['s3:PutObjectAcl'] : []), ...besides.target];
  // Of two paths at least one is in a bucket.
  if (from === 'bucket' || (from === 'open' && to === 'local')) needs.push(...source);
  else if (from === 'open') maybe.push(...source);
  if (to === 'bucket' || (to === 'open' && from === 'local')) needs.push(...target);
  else if (to === 'open') maybe.push(...target);
  if (to !== 'local') maybe.push('s3:AbortMultipartUpload', 's3:ListMultipartUploadParts');
  // From bucket to bucket the tags go along: https://docs.aws.amazon.com/cli/latest/reference/s3/cp.html, --copy-props.
  if (from !== 'local' && to !== 'local') maybe.push('s3:GetObjectTagging', 's3:PutObjectTagging');
  return { needs: [...new Set(needs)], maybe };
}

function remove(command: ShellCommand): CallActions {
  return hasFlag(command, '--recursive')
    ? { needs: ['s3:DeleteObject', 's3:ListBucket'] }
    : { needs: ['s3:DeleteObject'], maybe: ['s3:ListBucket'] };
}

/** What a template or archive takes that is put into a bucket first. */
export function uploadActions(command: ShellCommand): CallActions {
  return option(command, '--s3-bucket', '--s3-location') === undefined
    ? { needs: [] }
    : { needs: ['s3:PutObject'], maybe: ['s3:GetObject', 's3:ListBucket', 's3:AbortMultipartUpload'] };
}
