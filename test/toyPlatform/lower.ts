import { emptySession } from '../../server/src/core/model/emptySession.js';
import type {
  FileFacts,
  Grant,
  Initiator,
  Lifetime,
  SessionFacts,
} from '../../server/src/core/model/facts.js';
import type { Origin } from '../../server/src/core/model/origin.js';
import type { SyntaxEntry, SyntaxNode, SyntaxTree } from '../../server/src/core/syntax/syntaxTree.js';
import { entries, get, textOf } from '../../server/src/core/syntax/syntaxTree.js';
import type { Uri } from '../../server/src/core/text/uri.js';
import { machineOf } from './machines.js';

/** The robots of a file: what each may use, for how long, and who may start it. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  const robots = entries(get(tree.documents[0], 'robots'));
  return {
    uri,
    platform: 'workshop',
    title: 'robots',
    complete: tree.complete,
    problems: [],
    sessions: robots.map((robot) => sessionOf(uri, robot)),
    definitions: robots.map(({ key }) => ({
      space: 'identity',
      key: `workshop:robot/${key.text}`,
      origin: { uri, range: key.range },
    })),
    notes: [],
  };
}

function sessionOf(uri: Uri, { key, value }: SyntaxEntry): SessionFacts {
  const origin = { uri, range: key.range };
  return {
    ...emptySession(origin, value.range),
    localId: `robot:${key.text}`,
    kind: 'service-account',
    name: key.text,
    noun: 'robot',
    label: key.text,
    credential: `key of ${key.text}`,
    subject: { robot: key.text },
    role: 'runs',
    lifetime: lifetimeOf(uri, get(value, 'hours'), origin),
    initiators: [initiatorOf(uri, get(value, 'start'), origin)],
    grants: items(get(value, 'uses')).map((use) => grantOf(uri, use)),
  };
}

function items(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

function lifetimeOf(uri: Uri, hours: SyntaxNode | undefined, otherwise: Origin): Lifetime {
  const seconds = Number(textOf(hours)) * 3600;
  if (hours === undefined || !Number.isFinite(seconds)) {
    return { seconds: 1800, basis: 'platform-default', boundBy: 'half an hour', origin: otherwise };
  }
  return { seconds, basis: 'declared', boundBy: 'hours', origin: { uri, range: hours.range } };
}

function initiatorOf(uri: Uri, start: SyntaxNode | undefined, otherwise: Origin): Initiator {
  const byVisitors = textOf(start) === 'button';
  return {
    id: byVisitors ? 'button' : 'master',
    event: byVisitors ? 'the button at the door' : 'the master',
    actor: byVisitors ? 'anyone' : 'maintainer',
    who: byVisitors ? 'anyone who passes the door' : 'the master of the workshop',
    conditions: [],
    withholds: [],
    certainty: 'declared',
    origin: start === undefined ? otherwise : { uri, range: start.range },
    source: 'https://workshop.example/robots',
  };
}

function grantOf(uri: Uri, use: SyntaxNode): Grant {
  const name = textOf(use) ?? '';
  const { access, system, opens } = machineOf(name);
  return {
    action: `use:${name}`,
    right: name,
    access,
    system,
    resource: name,
    certainty: 'declared',
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    opens,
    via: [],
    origin: { uri, range: use.range },
  };
}
