import { callerFlaws } from '../../../knowledge/aws/trust/callers.js';
import { circleConditions } from '../../../knowledge/aws/trust/circle.js';
import { leftByDenials } from '../../../knowledge/aws/trust/denials.js';
import { serviceWords } from '../../../knowledge/aws/trust/services.js';
import { namedPrincipal } from '../../../knowledge/aws/trust/principals.js';
import type { Grant, Initiator, SessionFacts } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { PolicyCondition } from '../../../model/policyDocument.js';
import type { Actor } from '../../../model/vocabulary.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Context } from '../context.js';
import { statementGates } from '../gates/statementGates.js';
import { grantsOf } from '../grants/grantsOf.js';
import { patternMatches } from '../../../knowledge/aws/wildcards.js';
import { conditionText } from '../policy/conditionText.js';
import type { SourcePrincipal, SourceStatement } from '../policy/sourceStatement.js';
import type { SourceText } from '../text/sourceText.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import type { NamedPolicy } from './identity.js';
import { readRemarks } from './identity.js';
import { unheldLifetime } from './policySet.js';
import { unreadParts } from './unread.js';
import { quoted } from '../../../text/quoted.js';

/** The policy of a queue, bucket, key and the like. */
interface ResourcePolicyDescription {
  readonly localId: string;
  readonly noun: string;
  readonly service: string;
  readonly label: string;
  readonly origin: Origin;
  readonly extent: TextRange;
  readonly policies: readonly NamedPolicy[];
  /** False for a policy that is put together of properties and has not the shape of a document. */
  readonly checked: boolean;
  /** What it is taken for where the file does not tell; then it is told before it is called open. */
  readonly supposed?: SessionFacts['supposed'];
  /** From where alone it can be reached, whomever its policy trusts; in words that follow "whatever". */
  readonly within?: string;
}

/** What a resource's own policy trusts from outside, each principal being a way to start. */
export function resourcePolicySession(context: Context, described: ResourcePolicyDescription): SessionFacts {
  const { noun, label, policies, service } = described;
  if (described.checked) {
    for (const { policy } of policies) readRemarks(context, policy, { kind: 'resource', noun, service });
  }
  const gates = statementGates(context.reading, policies);
  const statements = policies.flatMap(({ policy }) => policy.statements);
  const initiators = initiatorsOf(statements, described.within);
  for (const { initiator } of initiators) {
    context.reading.note({
      origin: initiator.origin,
      title: `Principal ${initiator.event}`,
      text: `Lets in ${initiator.who}${initiator.conditions.length === 0 ? '' : `, as far as ${initiator.conditions.join(' and ')}`}.`,
      source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    });
  }
  const { grants, documents } = grantsOf(
    context.grants,
    policies.map(({ policy }) => policy),
    gates,
  );
  const flaws = statements.flatMap((statement) =>
    statement.effect === 'Allow'
      ? principalsOf(statement).flatMap((principal) => callerFlaws(service, principal, statement.conditions))
      : [],
  );
  return {
    ...EMPTY_SESSION,
    localId: described.localId,
    kind: 'cloud-role',
    name: label,
    noun,
    label,
    credential: `${noun} of ${label}`,
    subject: { policy: label, service },
    origin: described.origin,
    extent: described.extent,
    role: 'unheld',
    initiators: initiators.map(({ initiator }) => initiator),
    lifetime: unheldLifetime(described.origin),
    grants: grants.map((grant) => ofPrincipals(grant, statements, initiators)),
    gates: gates.gates,
    ...(described.supposed === undefined ? {} : { supposed: described.supposed }),
    ...(flaws.length === 0 ? {} : { flaws }),
    policies: { identity: documents },
    unknowns: unreadParts(
      policies.map(({ policy }) => policy),
      `${noun} ${quoted(label)}`,
    ),
  };
}

interface Started {
  readonly initiator: Initiator;
  readonly statement: SourceStatement;
}

/** One way to start for each principal of each allowing statement. */
function initiatorsOf(
  statements: readonly SourceStatement[],
  within: string | undefined,
): readonly Started[] {
  const seen = new Map<string, number>();
  return statements.flatMap((statement) => {
    if (statement.effect !== 'Allow') return [];
    return principalsOf(statement).map((principal) => {
      const base = `principal:${principal.kind}:${principal.shown}`;
      const count = (seen.get(base) ?? 0) + 1;
      seen.set(base, count);
      const id = count === 1 ? base : `${base}#${String(count)}`;
      return {
        initiator: initiatorOf(statement, kept(statement, statements), principal, id, within),
        statement,
      };
    });
  });
}

/** The conditions that hold for whoever a statement lets in: its own, and the circle that denials leave. */
function kept(statement: SourceStatement, statements: readonly SourceStatement[]): Kept {
  const { actions, resources = [], conditions } = statement;
  if (actions === undefined) return { conditions };
  const left = leftByDenials(
    { statements: statements.filter((other) => coversAll(other, resources)) },
    actions.map(({ text }) => text),
  );
  if (left === undefined) return { conditions };
  return left.circle === undefined ? { conditions, isNobody: true } : { conditions, circle: left.circle };
}

/** What stands between a principal and what the statement lets it do. */
interface Kept {
  readonly conditions: readonly PolicyCondition[];
  readonly circle?: PolicyCondition;
  readonly isNobody?: true;
}

/** Whether a part of the text is filled in elsewhere: two such parts may be different. */
function isUnsettled({ text }: SourceText): boolean {
  return text.includes('\uFFFC');
}

/** Whether a statement speaks of each of the resources, as far as texts tell. */
function coversAll({ resources = [] }: SourceStatement, wanted: SourceStatement['resources'] = []): boolean {
  return wanted.every((one) =>
    resources.some((own) =>
      isUnsettled(one) || isUnsettled(own)
        ? own.text === '*' || own.shown === one.shown
        : patternMatches(own.text, one.text),
    ),
  );
}

/** `NotPrincipal` trusts everyone but those it lists. */
function principalsOf({ principals, notPrincipals }: SourceStatement): readonly SourcePrincipal[] {
  if (principals !== undefined) return principals;
  const [first] = notPrincipals ?? [];
  return first === undefined ? [] : [{ ...first, kind: 'any', text: '*', shown: '*' }];
}

function initiatorOf(
  statement: SourceStatement,
  kept: Kept,
  principal: SourcePrincipal,
  id: string,
  within: string | undefined,
): Initiator {
  const { conditions } = kept;
  const { actor, who } = whoIs(principal, kept);
  const enclosed = actor === 'anyone' && within !== undefined;
  return {
    id,
    event: principal.shown,
    actor: enclosed ? 'workload' : actor,
    who: enclosed ? `whatever ${within}` : who,
    conditions: conditions.map(conditionText),
    withholds: [],
    certainty: statement.possible === true ? 'inferred' : 'declared',
    origin: principal.origin,
  };
}

function whoIs(
  principal: SourcePrincipal,
  { conditions, circle: left, isNobody }: Kept,
): Pick<Initiator, 'actor' | 'who'> {
  const named = namedPrincipal(principal);
  const words = (actor: Actor, who: string): Pick<Initiator, 'actor' | 'who'> => ({ actor, who });
  switch (named.kind) {
    case 'everyone': {
      if (isNobody === true) return words('another-session', 'nobody: the policy denies it to everyone');
      if (left !== undefined) {
        return words('another-session', `anyone for whom no denial holds (${conditionText(left)})`);
      }
      const circle = circleConditions(conditions);
      return circle.length === 0
        ? words('anyone', 'anyone, with or without an AWS account')
        : words('another-session', `anyone for whom ${circle.map(conditionText).join(' and ')}`);
    }
    case 'account':
      return words('another-session', `identities of account ${named.account} whose own policies allow it`);
    case 'service':
      return words('workload', serviceWords(named.service));
    case 'oidc':
      return words('collaborator', `holders of a token of ${named.issuer}`);
    case 'saml':
      return words('collaborator', `people whom the SAML provider ${named.name} vouches for`);
    case 'role':
    case 'user':
    case 'session':
      return words(
        'another-session',
        `${named.kind === 'session' ? 'session' : named.kind} ${named.name.replaceAll('\uFFFC', '…')}`,
      );
    default:
      return words('another-session', principal.shown);
  }
}

/** Limits a grant to those whom its own statement trusts. */
function ofPrincipals(
  grant: Grant,
  statements: readonly SourceStatement[],
  initiators: readonly Started[],
): Grant {
  const { start } = grant.origin.range;
  const own = initiators.filter(({ statement }) => {
    const texts = [...(statement.actions ?? []), ...(statement.notActions ?? [])];
    return texts.some(({ origin }) => origin.range.start === start) || statement.origin.range.start === start;
  });
  const withoutAll = statements.every(({ effect }) => effect !== 'Allow') || own.length === initiators.length;
  return withoutAll || own.length === 0
    ? grant
    : { ...grant, initiators: own.map(({ initiator }) => initiator.id) };
}
