import { covers, wildcards } from '../knowledge/aws/wildcards.js';
import type { Destination, DestinationSyntax } from '../model/breadth.js';
import { accessRank, trustRank } from '../model/vocabulary.js';
import { destinationCovers } from '../patterns/destinations.js';
import type { NormalGrant, NormalStart, Strength } from './normalSession.js';

const STRENGTH: Readonly<Record<Strength, number>> = { open: 0, assumed: 1, enforced: 2 };

/** How firmly a gate of one strength holds: 0 not at all, 2 proved. */
export function strengthRank(strength: Strength): number {
  return STRENGTH[strength];
}

/** Whether the first grant lets one do all that the second does, whatever is asked before. */
export function reaches(wide: NormalGrant, narrow: NormalGrant): boolean {
  // A pattern of actions names no kind of them: `s3:*` holds what a bucket says of itself as well as what is in it.
  const isSame = isPattern(wide.action)
    ? nameOfSystem(wide) === nameOfSystem(narrow) || (isOfAllServices(wide) && IAM_ACTION.test(narrow.action))
    : wide.system === narrow.system;
  if (!isSame) return false;
  if ('verb' in wide.attributes || 'verb' in narrow.attributes) return reachesObjects(wide, narrow);
  const [place, within] = [destinationOf(wide), destinationOf(narrow)];
  const accepts = place && within && destinationCovers(place, within);
  // What one may do there stands before the pattern.
  if (accepts !== undefined) return accepts && wide.right === narrow.right && isFreer(wide, narrow);
  return mayDo(wide, narrow) && textCovers(wide.resource, narrow.resource) && isFreer(wide, narrow);
}

/** Actions of IAM: `s3:GetObject`. */
const IAM_ACTION = /^[a-z0-9-]+:[A-Z*]/u;

/** Whether a policy gives every action of AWS: those of each of its services, which are systems of their own. */
export function isOfAllServices({ action, system, over }: NormalGrant): boolean {
  return action === '*' && system === 'control-plane AWS' && over === '';
}

/** The name of a grant's system, without its kind. */
export function nameOfSystem({ system, kind }: NormalGrant): string {
  return system.slice(kind.length + 1);
}

/** Whether the first action, or its right at its level, holds the second. */
function mayDo(wide: NormalGrant, narrow: NormalGrant): boolean {
  const isLevelled = ({ action, right, access }: NormalGrant): boolean => action === `${right}:${access}`;
  if (isLevelled(wide) && isLevelled(narrow)) {
    return wide.right === narrow.right && accessRank(wide.access) >= accessRank(narrow.access);
  }
  return textCovers(wide.action.toLowerCase(), narrow.action.toLowerCase());
}

/**
 * Whether whatever the first asks of a request, the second asks too, what is denied of the first is denied of it, and what
 * a boundary leaves of the second it leaves of the first.
 */
function isFreer(wide: NormalGrant, narrow: NormalGrant): boolean {
  const [left, needed] = [listOf(wide, 'boundary'), listOf(narrow, 'boundary')];
  if (left.length > 0 && !isWithin(needed, left)) return false;
  return ['conditions', 'denies'].every((name) => {
    const asked = listOf(narrow, name);
    return listOf(wide, name).every((one) => asked.includes(one));
  });
}

/** Whether each entry of a boundary lies within those of another; without a boundary there is all, which does not. */
function isWithin(narrow: readonly string[], wide: readonly string[]): boolean {
  return narrow.length > 0 && narrow.every((one) => wide.some((other) => textCovers(other, one)));
}

/** Where the messages of a grant go to or come from; nothing for one of other systems, and of some older locks. */
function destinationOf({ attributes }: NormalGrant): Destination | undefined {
  const { destination, space } = attributes;
  if (typeof destination !== 'string' || typeof space !== 'string') return undefined;
  const end = destination.indexOf(' ');
  const [syntax, pattern] = [destination.slice(0, end), destination.slice(end + 1)];
  return { space, syntax: syntax as DestinationSyntax, pattern };
}

function reachesObjects(wide: NormalGrant, narrow: NormalGrant): boolean {
  const isIn = (name: string): boolean => {
    const [all, some] = [wide.attributes[name], narrow.attributes[name]];
    return all === '*' || all === some;
  };
  const place = wide.attributes['namespace'];
  const names = listOf(wide, 'resourceNames');
  const named = listOf(narrow, 'resourceNames');
  return (
    ['apiGroup', 'resource', 'verb'].every(isIn) &&
    (place === null || place === undefined || place === narrow.attributes['namespace']) &&
    (names.length === 0 || (named.length > 0 && named.every((name) => names.includes(name))))
  );
}

function listOf({ attributes }: NormalGrant, name: string): readonly string[] {
  const value = attributes[name];
  if (value === undefined || value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

/** Whether every text of the second pattern is one of the first; `*` stands for any text, `?` for any sign. */
function textCovers(wide: string, narrow: string): boolean {
  return wide === narrow || wide === '*' || (isPattern(wide) && covers(wildcards(wide), wildcards(narrow)));
}

function isPattern(text: string): boolean {
  return /[*?]/u.test(text);
}

/**
 * Whether whoever may start the second way can start the first as well: somebody trusted no more, under no condition
 * that the second does not ask for too, and with nothing held back that the second is given.
 */
export function startCovers(wide: NormalStart, narrow: NormalStart): boolean {
  if (trustRank(wide.actor) > trustRank(narrow.actor)) return false;
  if (wide.withholds.some((what) => !narrow.withholds.includes(what))) return false;
  // What runs, and another session, stand for themselves alone; people stand for whoever is trusted as much.
  if (isOne(wide) || narrow.actor === 'another-session') {
    return isSameOne(wide, narrow) && conditionsCover(wide.conditions, narrow.conditions);
  }
  if (wide.conditions.length === 0) return true;
  return wide.event === narrow.event && conditionsCover(wide.conditions, narrow.conditions);
}

function isOne({ actor }: NormalStart): boolean {
  return actor === 'another-session' || actor === 'workload';
}

/** The event of a trust policy is how a role is taken; whom it admits is told in words. */
const TAKEN = 'AssumeRole';

function isSameOne(wide: NormalStart, narrow: NormalStart): boolean {
  if (accountCovers(wide.event, narrow.event)) return true;
  if (wide.event !== narrow.event) return false;
  return !wide.event.startsWith(TAKEN) || wide.who === narrow.who || isOfAccount(wide.who, narrow.who);
}

/**
 * Whether an identity is of an account that is named as a whole, by its number or as its root, which stands for every
 * role and user in it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
 */
function accountCovers(account: string, identity: string): boolean {
  const [, root] = /^arn:[^:]+:iam::([^:…]+):root$/u.exec(account) ?? [];
  const number = root ?? numberOnly(account);
  if (number === undefined) return false;
  const [, of] = /^arn:[^:]+:(?:iam|sts)::([^:]+):/u.exec(identity) ?? [];
  return number === (of ?? numberOnly(identity));
}

function numberOnly(principal: string): string | undefined {
  return /^\d{12}$/u.test(principal) ? principal : undefined;
}

/** The same of a trust policy's words. */
function isOfAccount(account: string, identity: string): boolean {
  const [, number] = /^every identity of account (\d{12}) /u.exec(account) ?? [];
  return number !== undefined && identity.endsWith(` of account ${number}`);
}

/** A condition on what a run is of; a run is of one branch or of one tag, so that of several any one does. */
const REF = /^(?:branch|branches|tag|tags) /u;

/** Whether whatever meets all of the second conditions meets all of the first. */
export function conditionsCover(wide: readonly string[], narrow: readonly string[]): boolean {
  const isMet = (condition: string): boolean => narrow.some((other) => conditionCovers(condition, other));
  const refs = wide.filter((condition) => REF.test(condition));
  const narrowRefs = narrow.filter((condition) => REF.test(condition));
  const within =
    refs.length === 0 ||
    (narrowRefs.length > 0 &&
      narrowRefs.every((other) => refs.some((condition) => conditionCovers(condition, other))));
  return within && wide.every((condition) => REF.test(condition) || isMet(condition));
}

/** Conditions that list names of one kind, any of which will do: `branch main, release/*`. */
const NAMES = /^(.*\b(?:branch|branches|tag|tags)) (.+)$/u;

/** A condition on the files of a change, of which one has to match; those behind a `!` are taken out. */
const PATHS = 'paths ';

/** Whether whatever meets the second condition meets the first. */
function conditionCovers(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  if (wide.startsWith(PATHS) && narrow.startsWith(PATHS)) {
    return pathsCover(wide.slice(PATHS.length).split(', '), narrow.slice(PATHS.length).split(', '));
  }
  const [, kind, names = ''] = NAMES.exec(wide) ?? [];
  const [, other, listed = ''] = NAMES.exec(narrow) ?? [];
  if (kind === undefined || kind !== other) return false;
  const all = names.split(', ');
  return listed.split(', ').every((name) => all.some((one) => textCovers(one, name)));
}

/**
 * Whether every change to files that the second filter lets through is one of the first. Where the first takes paths
 * out, the order of both decides, and the second is only known to be within it when it says the same and takes out more.
 */
function pathsCover(wide: readonly string[], narrow: readonly string[]): boolean {
  if (wide.some(isTakenOut)) {
    return narrow.filter((path) => wide.includes(path) || !isTakenOut(path)).join() === wide.join();
  }
  return narrow.every((path) => isTakenOut(path) || wide.some((one) => one === path || isBelow(path, one)));
}

function isTakenOut(path: string): boolean {
  return path.startsWith('!');
}

/** Whether a path is in the folder that the other pattern lets through whole. */
function isBelow(path: string, folder: string): boolean {
  return folder === '**' || (folder.endsWith('/**') && path.startsWith(folder.slice(0, -2)));
}
