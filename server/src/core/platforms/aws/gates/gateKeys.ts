import type { GateKind, GateState } from '../../../model/vocabulary.js';
import { quoted } from '../../../text/quoted.js';

/** What a condition key re-checks. */
export interface GateKey {
  /** The same for keys that check the same thing. */
  readonly what: 'mfa' | 'mfa-age' | 'tag' | 'source' | 'token-time' | 'source-identity' | 'caller';
  readonly kind: GateKind;
  readonly state: GateState;
  /** Whether a request may come without the key, as the vendor says. */
  readonly mayBeAbsent: boolean;
  readonly name: string;
  /** What it checks, in words that follow "it". */
  readonly why: string;
}

const SOURCE = (name: string, why: string): GateKey => ({
  what: 'source',
  kind: 'condition',
  state: 'enforced',
  mayBeAbsent: true,
  name,
  why,
});

/**
 * Global keys that tell something of the session or of where it is used, so that a condition on them is a check of its
 * own. Keys that only narrow what is acted on are no gates.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const KEYS: Readonly<Record<string, GateKey>> = {
  'aws:multifactorauthpresent': {
    what: 'mfa',
    kind: 'step-up',
    state: 'enforced',
    mayBeAbsent: true,
    name: 'MFA',
    why: 'asks for a session that was started with a second factor',
  },
  'aws:multifactorauthage': {
    what: 'mfa-age',
    kind: 'step-up',
    state: 'enforced',
    mayBeAbsent: true,
    name: 'recent MFA',
    why: 'asks for a second factor that was given a short while ago',
  },
  'aws:tokenissuetime': {
    what: 'token-time',
    kind: 'fresh-session',
    state: 'enforced',
    mayBeAbsent: true,
    name: 'session issued after a date',
    why: 'shuts out sessions that were issued before a date',
  },
  'aws:sourceidentity': {
    what: 'source-identity',
    kind: 'condition',
    state: 'assumed',
    mayBeAbsent: true,
    name: 'source identity',
    why: 'asks for the source identity that was set when the session was started',
  },
  'aws:sourceip': SOURCE('source address', 'lets requests in from some addresses only'),
  'aws:vpcsourceip': SOURCE(
    'source address in the VPC',
    'lets requests in from some addresses of a VPC only',
  ),
  'aws:sourcevpc': SOURCE('source VPC', 'lets requests in from one VPC only'),
  'aws:sourcevpce': SOURCE('VPC endpoint', 'lets requests in through one VPC endpoint only'),
  'aws:sourcevpcarn': SOURCE('source VPC', 'lets requests in from one VPC only'),
  'aws:useragent': {
    what: 'caller',
    kind: 'condition',
    state: 'ineffective',
    mayBeAbsent: false,
    name: 'user agent',
    why: 'the caller writes its own user agent, and may write any',
  },
  'aws:referer': {
    what: 'caller',
    kind: 'condition',
    state: 'ineffective',
    mayBeAbsent: true,
    name: 'referer',
    why: 'the caller writes its own referer, and may write any',
  },
};

/** What a key re-checks; `undefined` for one that is no gate. In any case of letters. */
export function gateKey(key: string): GateKey | undefined {
  const lower = key.toLowerCase();
  const tag = /^aws:principaltag\/(.+)$/u.exec(lower)?.[1];
  if (tag !== undefined) {
    return {
      what: 'tag',
      kind: 'condition',
      state: 'assumed',
      mayBeAbsent: true,
      name: `principal tag ${quoted(key.slice(key.indexOf('/') + 1))}`,
      why: 'asks for a tag of the session; who gets it is set elsewhere',
    };
  }
  return Object.hasOwn(KEYS, lower) ? KEYS[lower] : undefined;
}
