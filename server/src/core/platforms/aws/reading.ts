import type { AwsCatalogue } from '../../model/awsCatalogue.js';
import type { FactProblem, Note } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { ManagedPolicies } from '../../model/managedPolicies.js';
import type { Origin } from '../../model/origin.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Meant } from '../../text/meant.js';
import type { TextRange } from '../../text/textRange.js';
import type { Uri } from '../../text/uri.js';

/** Nodes that are read of one file; aliases can make a small text stand for many more. */
const MOST_VISITS = 120_000;
/** Grants of one file; more than any policy that AWS takes comes to. */
const MOST_GRANTS = 12_000;
/**
 * What may be spent on working out what policies come to, in steps of about ten microseconds: well below a second. AWS
 * takes no policy of an identity above 10,240 characters, so only a text that is no such policy gets there.
 */
const MOST_WORK = 60_000;
/** A reader mends the first few; a generated file may have thousands. */
const MOST_PROBLEMS = 200;
/** Of files that are read together, so many times as much as of one may be read at most. */
const MOST_SCALE = 100;

/** A file of a reading that is of several. */
export interface ReadFile {
  readonly uri: Uri;
  readonly tree: Pick<SyntaxTree, 'text' | 'format' | 'lines'>;
}

/** What a reading of several files is told of them. */
export interface ReadFiles {
  /** The file that a range is of. */
  readonly at: (range: TextRange) => ReadFile | undefined;
  /** How many there are: so many times more may be read. */
  readonly count: number;
}

/** One file being read, or several that are one: makes origins, and gathers remarks and what AWS would refuse. */
export class Reading {
  readonly problems: FactProblem[] = [];
  readonly notes: Note[] = [];
  readonly catalogue: AwsCatalogue | undefined;
  readonly managedPolicies: ManagedPolicies | undefined;
  /** False once something had to be left out. */
  complete = true;
  #visits = 0;
  #grants = 0;
  #work = 0;
  #isCut = false;
  readonly #noted = new Set<string>();
  readonly #reported = new Set<string>();

  constructor(
    readonly uri: Uri,
    readonly tree: SyntaxTree,
    { aws, managedPolicies }: LoweringTools,
    readonly files?: ReadFiles,
  ) {
    this.catalogue = aws;
    this.managedPolicies = managedPolicies;
  }

  /** So many times as much as of one file may be read; files turn up while they are read. */
  get #scale(): number {
    return Math.max(1, Math.min(this.files?.count ?? 1, MOST_SCALE));
  }

  /** Whether the file is one of Terraform or OpenTofu, in either of its two syntaxes. */
  get isTerraform(): boolean {
    return this.tree.format === 'hcl' || /\.(?:tf|tofu)\.json$/iu.test(this.uri);
  }

  /** Where `node` stands; for what came through an alias, the alias with the anchor beside it. */
  originOf(node: SyntaxNode): Origin {
    const { range, written } = node;
    const uri = this.uriAt(range);
    // What is written in another file has no place in this one.
    const isHere = range !== written && this.uriAt(written) === uri;
    return isHere ? { uri, range, anchor: written } : { uri, range };
  }

  /** A place of the file by its offsets. */
  originAt(range: TextRange): Origin {
    return { uri: this.uriAt(range), range };
  }

  /** The file that a range is of. */
  uriAt(range: TextRange): Uri {
    return this.files?.at(range)?.uri ?? this.uri;
  }

  /** The text that the offsets of a range count in, with its lines and its format. */
  textAt(range: TextRange): Pick<SyntaxTree, 'text' | 'format' | 'lines'> {
    return this.files?.at(range)?.tree ?? this.tree;
  }

  /** Says whether one more node may be read, and remembers when it may not. */
  visit(): boolean {
    if (++this.#visits <= MOST_VISITS * this.#scale) return true;
    this.complete = false;
    return false;
  }

  /** Says whether so much more may be worked out, and remembers when it may not. */
  spend(work: number, place: Origin): boolean {
    if (this.#work + work <= MOST_WORK * this.#scale) {
      this.#work += work;
      return true;
    }
    this.#cut(place);
    return false;
  }

  /** Says whether one more grant may be listed. */
  countGrant(origin: Origin): boolean {
    if (++this.#grants <= MOST_GRANTS * this.#scale) return true;
    this.#cut(origin);
    return false;
  }

  /** A shape that AWS refuses. */
  refuse(node: SyntaxNode, message: string, meant?: Meant): void {
    this.#problem(this.originOf(node), 'error', 'shape', message, meant);
  }

  /** A shape that AWS takes, and that does not do what it looks like. */
  warn(
    origin: Origin,
    message: string,
    severity: 'warning' | 'information' = 'warning',
    meant?: Meant,
  ): void {
    this.#problem(origin, severity, 'shape', message, meant);
  }

  /** A remark for hovers; of several of one title at one place the first stays. */
  note(note: Note): void {
    const { uri, range } = note.origin;
    const key = `${uri}:${String(range.start)}:${String(range.end)}:${note.title}`;
    if (this.#noted.has(key)) return;
    this.#noted.add(key);
    this.notes.push(note);
  }

  #cut(place: Origin): void {
    if (!this.#isCut) {
      this.#problem(
        place,
        'information',
        'limit',
        'The policies of this file come to more than is read; from here on they are left out.',
      );
    }
    this.#isCut = true;
    this.complete = false;
  }

  #problem(
    origin: Origin,
    severity: FactProblem['severity'],
    kind: FactProblem['kind'],
    message: string,
    meant?: Meant,
  ): void {
    const key = `${origin.uri}:${String(origin.range.start)}:${message}`;
    if (this.#reported.has(key) || (this.problems.length >= MOST_PROBLEMS && kind !== 'limit')) return;
    this.#reported.add(key);
    this.problems.push({ message, origin, severity, kind, ...(meant === undefined ? {} : { meant }) });
  }
}
