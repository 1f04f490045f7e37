import type { Origin } from '../../../model/origin.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import type { SourceText } from '../text/sourceText.js';
import { known } from '../text/sourceText.js';

/** The trust policy by which one service assumes a role, as tools write it where the file has none. */
export function serviceTrust(service: string, origin: Origin): ReadPolicy {
  const text = (value: string): SourceText => ({ ...known(value), origin });
  return {
    node: undefined,
    version: '2012-10-17',
    versionNode: undefined,
    statements: [
      {
        effect: 'Allow',
        actions: [text('sts:AssumeRole')],
        principals: [{ ...text(service), kind: 'Service' }],
        conditions: [],
        origin,
        node: undefined,
        guards: [],
      },
    ],
    incomplete: false,
    guards: [],
  };
}
