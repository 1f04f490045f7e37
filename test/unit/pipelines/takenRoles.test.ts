import { beforeAll, describe, expect, it } from 'vitest';
import type { ParseShell } from '../../../server/src/core/model/shellScript.js';
import {
  filledIn,
  roleOfEnvironment,
  takenRoles,
} from '../../../server/src/core/pipelines/aws/takenRoles.js';
import { readPipelineScript } from '../../../server/src/core/pipelines/script.js';
import { bashParser } from '../../support/bash.js';

const ARN = 'arn:aws:iam::111122223333:role/deploy';
let parseShell: ParseShell;

beforeAll(async () => {
  parseShell = await bashParser();
});

/** What both readings of a script find: the one by its grammar, and the plain one that stands in for it. */
function taken(
  text: string,
  variables: Readonly<Record<string, string>> = {},
  plainly = true,
): readonly string[] {
  const around = new Map(Object.entries(variables));
  const read = (parse: ParseShell | undefined): readonly string[] =>
    takenRoles(readPipelineScript(text, { isBash: true, parseShell: parse }), around).map(
      ({ role, by, token, seconds, computedSeconds }) =>
        [role, by, token, seconds, computedSeconds === true ? 'computed' : undefined]
          .filter((part) => part !== undefined)
          .join(' '),
    );
  const found = read(parseShell);
  if (plainly) expect(read(undefined)).toEqual(found);
  return found;
}

describe('roles that a script takes on', () => {
  it('by keys', () => {
    expect(taken(`aws sts assume-role --role-arn ${ARN} --role-session-name x`)).toEqual([`${ARN} keys`]);
    expect(taken(`aws --profile p sts assume-role --role-arn=${ARN} --duration-seconds 900`)).toEqual([
      `${ARN} keys 900`,
    ]);
  });

  it('by a token, in a substitution', () => {
    const script = `export $(printf "AWS_ACCESS_KEY_ID=%s" $(aws sts assume-role-with-web-identity \\
      --role-arn \${ROLE} --web-identity-token $TOKEN --duration-seconds \${SECONDS_WANTED} --query x))`;
    expect(taken(script, { ROLE: ARN })).toEqual([`${ARN} web-identity $TOKEN computed`]);
  });

  it('by settings that it writes', () => {
    const script = `aws configure set role_arn ${ARN} --profile deploy
aws configure set web_identity_token_file /tmp/token --profile deploy
aws configure set region eu-west-1`;
    expect(taken(script)).toEqual([`${ARN} web-identity /tmp/token`]);
    expect(
      taken(
        `aws configure set profile.deploy.role_arn ${ARN}\naws configure set profile.deploy.source_profile ci`,
      ),
    ).toEqual([`${ARN} keys`]);
  });

  it('by what it exports', () => {
    const script = `export AWS_ROLE_ARN=${ARN}
export AWS_WEB_IDENTITY_TOKEN_FILE=$(pwd)/token
echo $BITBUCKET_STEP_OIDC_TOKEN > $(pwd)/token
aws s3 ls`;
    expect(taken(script, {}, false)).toEqual([`${ARN} web-identity $(pwd)/token`]);
    expect(taken(`export AWS_WEB_IDENTITY_TOKEN_FILE=token`, { AWS_ROLE_ARN: ARN })).toEqual([
      `${ARN} web-identity token`,
    ]);
  });

  it('none where only half of it is there, or another call is made', () => {
    expect(taken(`export AWS_ROLE_ARN=${ARN}`)).toEqual([]);
    expect(taken('aws sts get-caller-identity')).toEqual([]);
    expect(taken('aws sts assume-role')).toEqual([]);
    expect(taken('aws configure set role_arn')).toEqual([]);
    expect(taken('echo aws sts assume-role')).toEqual([]);
  });

  it('of the environment alone', () => {
    const both = new Map([
      ['AWS_ROLE_ARN', '$ROLE'],
      ['AWS_WEB_IDENTITY_TOKEN_FILE', 'token'],
      ['ROLE', ARN],
    ]);
    expect(roleOfEnvironment(both)?.role).toBe(ARN);
    expect(roleOfEnvironment(new Map([['AWS_ROLE_ARN', ARN]]))).toBeUndefined();
  });
});

describe('variables in a text', () => {
  it('ends where they name each other in a circle', () => {
    const circle = new Map([
      ['A', '$B$B'],
      ['B', '$A$A'],
    ]);
    expect(filledIn('$A', circle).length).toBeLessThan(3000);
    expect(filledIn('${C}/$A1', circle)).toBe('${C}/$A1');
  });
});
