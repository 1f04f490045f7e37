import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { openRepository } from '../../support/repository.js';

/** The scopes of workflows, by `file#job`. */
function scopesOf(files: Readonly<Record<string, string>>): (name: string) => TrustScope {
  const repository = new Map(
    Object.entries(files).map(([name, text]) => [
      name.startsWith('.') ? name : `.github/workflows/${name}.yml`,
      text,
    ]),
  );
  const { model } = openRepository(repository, []);
  return (name) => {
    const [file = '', job = ''] = name.split('#');
    const [own = '', ...via] = job.split(' via ');
    const path = via.map((caller) => ` via .github/workflows/${caller.replace('>', '.yml#job:')}`).join('');
    const scope = model.scope(`.github/workflows/${file}.yml#job:${own}${path}`);
    if (scope === undefined) throw new Error(`no session ${name}`);
    return scope;
  };
}

function own(scope: TrustScope): readonly string[] {
  return scope.grants
    .filter(({ identity }) => identity === undefined)
    .map(({ action }) => action)
    .sort();
}

function excess(scope: TrustScope): readonly string[] {
  return scope.delegations.flatMap((delegation) =>
    delegation.excess.map(
      ({ right, asked, given }) => `${delegation.callee}: ${right} ${asked} > ${given ?? 'none'}`,
    ),
  );
}

const call = (callee: string, rest = ''): string => `    uses: ./.github/workflows/${callee}.yml\n${rest}`;
const steps = '    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';

describe('a called workflow', () => {
  it('has what it asks for, as far as its caller has it', () => {
    const scope = scopesOf({
      caller: `on: push\npermissions: { contents: read, packages: write }\njobs:\n  go:\n${call('callee')}`,
      callee: `on: workflow_call\npermissions: { contents: write, packages: read, issues: write }\njobs:\n  work:\n${steps}`,
    });
    expect(own(scope('callee#work'))).toEqual(['contents:read', 'packages:read']);
    expect(excess(scope('caller#go'))).toEqual([
      '.github/workflows/callee.yml#job:work: contents write > read',
      '.github/workflows/callee.yml#job:work: issues write > none',
    ]);
    expect(scope('callee#work').calledBy).toEqual(scope('caller#go').delegations);
  });

  it('has all that its caller has where it asks for nothing', () => {
    const scope = scopesOf({
      caller: `on: push\npermissions: { contents: write }\njobs:\n  go:\n${call('callee')}`,
      callee: `on: workflow_call\njobs:\n  work:\n${steps}`,
    });
    expect(own(scope('callee#work'))).toEqual(['contents:write']);
    expect(scope('callee#work').grants[0]?.declaredFor).toBe('caller');
    expect(excess(scope('caller#go'))).toEqual([]);
  });

  it('is measured by the calling job, not by the calling file', () => {
    const scope = scopesOf({
      caller: `on: push\npermissions: write-all\njobs:\n  go:\n${call('callee', '    permissions: {}\n')}`,
      callee: `on: workflow_call\njobs:\n  work:\n    permissions: { contents: read }\n${steps}`,
    });
    expect(own(scope('callee#work'))).toEqual([]);
    expect(excess(scope('caller#go'))).toHaveLength(1);
  });

  it('is measured as a file too, where each of its jobs asks for less', () => {
    const scope = scopesOf({
      caller: `on: push\npermissions: { contents: read }\njobs:\n  go:\n${call('callee')}`,
      callee: `on: workflow_call\npermissions: { contents: write }\njobs:\n  work:\n    permissions: { contents: read }\n${steps}`,
    });
    expect(excess(scope('caller#go'))).toEqual([
      '.github/workflows/callee.yml#job:work: contents write > read',
    ]);
    expect(own(scope('callee#work'))).toEqual(['contents:read']);
  });

  it('is a session for each of two callers that give it different rights and starters', () => {
    const scope = scopesOf({
      ci: `on: pull_request\npermissions: { contents: read }\njobs:\n  go:\n${call('callee')}`,
      release: `on: push\npermissions: { contents: write, packages: write }\njobs:\n  go:\n${call('callee')}`,
      callee: `on: workflow_call\njobs:\n  work:\n${steps}`,
    });
    expect(own(scope('callee#work via ci>go'))).toEqual(['contents:read']);
    expect(own(scope('callee#work via release>go'))).toEqual(['contents:write', 'packages:write']);
    expect(scope('callee#work via ci>go').initiators.map(({ event }) => event)).not.toContain('push');
    expect(scope('callee#work via release>go').initiators.map(({ event }) => event)).toEqual(['push']);
    expect(scope('callee#work via ci>go').calledBy).toEqual(scope('ci#go').delegations);
    expect(scope('callee#work via ci>go').facts.name).toBe('callee / work, called by ci / go');
    expect(() => scope('callee#work')).toThrow();
  });

  it('is one session for callers that give it the same', () => {
    const scope = scopesOf({
      one: `on: push\npermissions: { contents: read }\njobs:\n  go:\n${call('callee')}  again:\n${call('callee')}`,
      two: `on: push\npermissions: { contents: read }\njobs:\n  go:\n${call('callee')}`,
      callee: `on: workflow_call\njobs:\n  work:\n${steps}`,
    });
    expect(scope('callee#work').calledBy).toHaveLength(3);
  });

  it('is a session for each path over callers that are called themselves', () => {
    const scope = scopesOf({
      ci: `on: pull_request\npermissions: { contents: read }\njobs:\n  go:\n${call('between')}`,
      release: `on: push\npermissions: { contents: write }\njobs:\n  go:\n${call('between')}`,
      between: `on: workflow_call\njobs:\n  on:\n${call('callee')}`,
      callee: `on: workflow_call\njobs:\n  work:\n${steps}`,
    });
    const path = (via: string): string => `callee#work via between>on via ${via}>go`;
    expect(own(scope(path('ci')))).toEqual(['contents:read']);
    expect(own(scope(path('release')))).toEqual(['contents:write']);
  });

  it('holds along a path only the secrets that are handed over on it', () => {
    const secret =
      '    runs-on: ubuntu-latest\n    steps:\n      - run: make\n        env: { KEY: "${{ secrets.DEPLOY_KEY }}" }\n';
    const scope = scopesOf({
      ci: `on: push\npermissions: {}\njobs:\n  go:\n${call('callee')}`,
      release: `on: push\npermissions: {}\njobs:\n  go:\n${call('callee', '    secrets: inherit\n')}`,
      callee: `on: workflow_call\njobs:\n  work:\n${secret}`,
    });
    expect(scope('callee#work via ci>go').carried).toEqual([]);
    expect(scope('callee#work via release>go').carried.map(({ name }) => name)).toEqual(['DEPLOY_KEY']);
  });

  it('that nobody calls has what it asks for, or what is not known', () => {
    const scope = scopesOf({
      asks: `on: workflow_call\npermissions: { contents: write }\njobs:\n  work:\n${steps}`,
      silent: `on: workflow_call\njobs:\n  work:\n${steps}`,
    });
    expect(own(scope('asks#work'))).toEqual(['contents:write']);
    expect(own(scope('silent#work'))).toEqual([]);
    expect(scope('silent#work').unknowns.map(({ what }) => what)).toContain('what the token may do');
    expect(scope('silent#work').initiators.map(({ actor }) => actor)).toEqual(['another-session']);
  });

  it("that also starts itself is a session of its own for such runs, without its callers' rights and gates", () => {
    const scope = scopesOf({
      caller: `on: push\npermissions: {}\njobs:\n  go:\n${call('callee')}`,
      callee: `on: [workflow_call, workflow_dispatch]\npermissions: { contents: write }\njobs:\n  work:\n${steps}`,
    });
    expect(own(scope('callee#work'))).toEqual(['contents:write']);
    expect(scope('callee#work').initiators.map(({ event }) => event)).toEqual(['workflow_dispatch']);
    expect(own(scope('callee#work via caller>go'))).toEqual([]);
    expect(scope('callee#work via caller>go').initiators.map(({ event }) => event)).toEqual(['push']);
    expect(excess(scope('caller#go'))).toHaveLength(1);
  });
});

describe('nested calls', () => {
  const middle = (rest = ''): string => `on: workflow_call\njobs:\n  go:\n${call('last', rest)}`;
  const last = `on: workflow_call\njobs:\n  work:\n    permissions: { contents: write, id-token: write }\n${steps}`;
  const first = (permissions: string): string => `on: push\n${permissions}jobs:\n  go:\n${call('middle')}`;

  it('pass on at most what the first one has', () => {
    const scope = scopesOf({
      first: first('permissions: { contents: read }\n'),
      middle: middle(),
      last,
    });
    expect(own(scope('middle#go'))).toEqual(['contents:read']);
    expect(own(scope('last#work'))).toEqual(['contents:read']);
    expect(excess(scope('first#go'))).toEqual([]);
    expect(excess(scope('middle#go'))).toHaveLength(2);
    expect(scope('last#work').initiators.map(({ event }) => event)).toEqual(['push']);
  });

  it('can only be narrowed on the way', () => {
    const scope = scopesOf({
      first: first('permissions: { contents: write, id-token: write }\n'),
      middle: middle('    permissions: { contents: read }\n'),
      last,
    });
    expect(own(scope('last#work'))).toEqual(['contents:read']);
    expect(excess(scope('middle#go'))).toHaveLength(2);
  });

  it('under a default that is not told, or is told to be wide, may ask for an identity token too', () => {
    for (const configuration of ['{}\n', 'assume: { defaultTokenPermissions: permissive }\n']) {
      const scope = scopesOf({
        '.trustscope.yml': configuration,
        first: first(''),
        middle: middle(),
        last,
      });
      expect(own(scope('last#work'))).toEqual(['contents:write', 'id-token:write']);
      expect(excess(scope('middle#go'))).toEqual([]);
    }
  });

  it('under a restricted default have what that gives', () => {
    const scope = scopesOf({
      '.trustscope.yml': 'assume: { defaultTokenPermissions: restricted }\n',
      first: first(''),
      middle: middle(),
      last,
    });
    expect(own(scope('middle#go'))).toEqual(['contents:read', 'packages:read']);
    expect(own(scope('last#work'))).toEqual(['contents:read']);
    expect(excess(scope('middle#go'))).toHaveLength(2);
  });
});

describe('calls that lead back', () => {
  it('end, and give nothing', () => {
    const scope = scopesOf({
      a: `on: workflow_call\njobs:\n  go:\n${call('b')}`,
      b: `on: workflow_call\njobs:\n  go:\n${call('a')}`,
    });
    expect(own(scope('a#go'))).toEqual([]);
    expect(scope('b#go').initiators).toEqual([]);
  });

  it('leave a workflow that starts itself what it has', () => {
    const scope = scopesOf({
      a: `on: [push, workflow_call]\npermissions: { contents: read }\njobs:\n  go:\n${call('a')}`,
    });
    expect(own(scope('a#go'))).toEqual(['contents:read']);
    expect(excess(scope('a#go'))).toEqual([]);
  });
});

describe('secrets of a call', () => {
  const callee = `on:\n  workflow_call:\n    secrets:\n      KEY: { required: true }\njobs:\n  work:\n    env: { KEY: "\${{ secrets.KEY }}" }\n${steps}`;
  const caller = (secrets: string): string =>
    `on: push\npermissions: {}\njobs:\n  go:\n${call('callee', secrets)}`;
  const passed = (scope: TrustScope): unknown =>
    scope.references.find(({ reference }) => reference.kind === 'calls')?.reference.passes?.secrets;

  it('are all of them, those that are named, or none', () => {
    expect(passed(scopesOf({ caller: caller('    secrets: inherit\n'), callee })('caller#go'))).toBe('all');
    const named = '    secrets:\n      KEY: ${{ secrets.PROD_KEY }}\n';
    expect(passed(scopesOf({ caller: caller(named), callee })('caller#go'))).toEqual(['KEY']);
    expect(passed(scopesOf({ caller: caller(''), callee })('caller#go'))).toEqual([]);
  });

  it('are a sweep of the caller where all are inherited, and an identity of the callee where it uses one', () => {
    const scope = scopesOf({ caller: caller('    secrets: inherit\n'), callee });
    expect(scope('caller#go').facts.sweeps.map(({ how }) => how)).toEqual(['inherit']);
    expect(scope('callee#work').carried.map(({ name }) => name)).toEqual(['KEY']);
  });
});

describe('gates of a call', () => {
  const callee = `on: workflow_call\njobs:\n  work:\n${steps}`;
  const approve = `  approve:\n    environment: production\n${steps}`;
  const gated = `on: push\npermissions: { contents: write }\njobs:\n${approve}  go:\n    needs: approve\n${call('callee')}`;

  it('stand before the callee when it has only this caller', () => {
    const scope = scopesOf({ caller: gated, callee });
    expect(scope('callee#work').gates.map(({ name }) => name)).toEqual([
      'environment production of job approve of the caller',
    ]);
    expect(scope('callee#work').grants.every(({ gates }) => gates.length > 0)).toBe(true);
  });

  it('stand on the path over that caller alone', () => {
    const other = `on: push\npermissions: {}\njobs:\n  go:\n${call('callee')}`;
    const scope = scopesOf({ caller: gated, other, callee });
    expect(scope('callee#work via other>go').gates).toEqual([]);
    expect(scope('callee#work via caller>go').gates).not.toEqual([]);
  });
});

describe('a local action that takes an identity', () => {
  const login = `name: Login\ninputs: { role: {} }\nruns:\n  using: composite\n  steps:\n    - uses: aws-actions/configure-aws-credentials@v6\n      with: { role-to-assume: "\${{ inputs.role }}" }\n`;
  const openIn = (given: string): readonly string[] =>
    scopesOf({
      ci: `on: push\npermissions: { id-token: write }\njobs:\n  work:\n    runs-on: x\n    steps:\n      - uses: ./.github/actions/login\n${given}`,
      '.github/actions/login/action.yml': login,
    })('ci#work').unknowns.map(({ what }) => what);

  it('leaves it open in each job around it what that may do, where the job hands it over', () => {
    expect(openIn('        with: { role: "${{ vars.ROLE }}" }\n').join()).toContain('ROLE');
    expect(openIn('')).toEqual([]);
  });
});
