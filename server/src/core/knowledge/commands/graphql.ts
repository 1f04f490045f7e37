import { graphqlPermission } from '../github/graphqlPermissions.js';
import type { CommandCredential, CommandUse } from './commandUse.js';
import { mayNeed, needs, together } from './commandUse.js';
import { quoted } from '../../text/quoted.js';

/** What a GraphQL document that stands in a command needs; `undefined` for one that stands elsewhere. */
export function graphqlUse(document: string | undefined, credential: CommandCredential): CommandUse {
  const permission = document === undefined ? undefined : graphqlPermission(document);
  if (permission === undefined) return { needs: [], unknown: 'a GraphQL query asks for' };
  const [strange] = permission.unknown;
  return together(
    needs(credential, 'send a GraphQL query', permission.needs),
    mayNeed(credential, 'send a GraphQL query', permission.mayNeed),
    strange === undefined
      ? { needs: [] }
      : { needs: [], unknown: `the GraphQL mutation ${quoted(strange)} asks for` },
  );
}
