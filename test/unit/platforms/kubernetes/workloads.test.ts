import { describe, expect, it } from 'vitest';
import { fixture, lowered } from './lowered.js';

const PODS = fixture('pods-of-every-kind/pods.yaml');

describe('workloads', () => {
  it('run as the account that each kind names at its own place', () => {
    expect((PODS.facts.workloads ?? []).map(({ noun, runsAs, named }) => [noun, runsAs.key, named])).toEqual([
      ['Pod', 'kubernetes:a/one', true],
      ['Deployment', 'kubernetes:a/two', true],
      ['StatefulSet', 'kubernetes:a/default', false],
      ['DaemonSet', 'kubernetes:/three', true],
      ['CronJob', 'kubernetes:a/nightly', true],
      ['PodTemplate', 'kubernetes:a/template', true],
      ['Service', 'kubernetes:a/hello', true],
      ['CronWorkflow', 'kubernetes:a/flow', true],
      ['CronWorkflow', 'kubernetes:a/flow-apart', true],
      ['Rollout', 'kubernetes:a/rollout', true],
      ['PipelineRun', 'kubernetes:a/builder', true],
      ['PipelineRun', 'kubernetes:a/pusher', true],
      ['PipelineRun', 'kubernetes:a/triggered', true],
      ['Prometheus', 'kubernetes:a/prometheus', true],
      ['TFJob', 'kubernetes:a/trainer', true],
    ]);
  });

  it('have ids of their own', () => {
    const ids = (PODS.facts.workloads ?? []).map(({ localId }) => localId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('cronworkflow:a/flow#2');
  });

  it('point at the account where it is named, else at the spec', () => {
    const places = (PODS.facts.workloads ?? []).map((workload) => PODS.at(workload.runsAsOrigin));
    expect(places.slice(0, 3)).toEqual(['one', 'two', 'spec']);
  });

  it('say for themselves whether the token is mounted, or leave it to the account', () => {
    const [pod, deployment] = PODS.facts.workloads ?? [];
    expect([pod?.mounts, deployment?.mounts]).toEqual([false, null]);
    const yes = lowered(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {automountServiceAccountToken: yes, containers: [{name: c, image: i}]}\n',
    );
    expect(yes.facts.workloads?.[0]?.mounts).toBe(true);
  });

  it('ask for tokens', () => {
    const [pod] = PODS.facts.workloads ?? [];
    expect(pod?.tokens.map(({ seconds, audience, basis }) => [seconds, audience, basis])).toEqual([
      [7200, 'vault', 'declared'],
      [3600, null, 'platform-default'],
    ]);
  });

  it('have a token extended only when it asks for the number that nobody chooses', () => {
    const token = (seconds: number): unknown =>
      lowered(
        `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}], volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: ${String(seconds)}}}]}}]}\n`,
      ).facts.workloads?.[0]?.tokens[0]?.accepted;
    expect([token(3607), token(3600)]).toEqual([31_536_000, undefined]);
  });

  it('carry keys by the names of variables that tools read', () => {
    const [pod] = PODS.facts.workloads ?? [];
    expect(pod?.carried?.map(({ key, name }) => [key, name])).toEqual([
      ['kubernetes:secret/a/aws', 'AWS_SECRET_ACCESS_KEY'],
    ]);
  });
});

describe('escapes to the node', () => {
  const DAEMON = fixture('node-escapes/daemon.yaml');

  it('are what the Baseline standard forbids and what gives the node away by itself', () => {
    const [daemon, harmless] = DAEMON.facts.workloads ?? [];
    expect(daemon?.escapes.map(({ what }) => what)).toEqual([
      '`hostPID`',
      '`hostNetwork`',
      'a privileged container',
      'capability `SYS_PTRACE`',
      'capability `SYS_ADMIN`',
      "the node's `/`",
      "the node's `/var/run/docker.sock`",
      "the node's `/var/log/`",
    ]);
    expect(harmless?.escapes).toEqual([]);
  });

  it('point at the value', () => {
    const [daemon] = DAEMON.facts.workloads ?? [];
    expect(daemon?.escapes.map(({ origin }) => DAEMON.at(origin)).slice(3)).toEqual([
      'SYS_PTRACE',
      'CAP_SYS_ADMIN',
      '/',
      '/var/run/docker.sock',
      '/var/log/',
    ]);
  });
});

describe('identities of clouds', () => {
  const CLOUD = fixture('cloud-identities/accounts.yaml');

  it('are read off annotations', () => {
    expect(
      CLOUD.facts.sessions.map(({ references }) => references.map(({ target, name }) => [target.key, name])),
    ).toEqual([
      [['aws:role/uploader', 'arn:aws:iam::123456789012:role/teams/shop/uploader']],
      [['google:reporter@acme-prod.iam.gserviceaccount.com', 'reporter@acme-prod.iam.gserviceaccount.com']],
      [['azure:8a6d5c3b-1111-2222-3333-444455556666', '8A6D5C3B-1111-2222-3333-444455556666']],
      [['aws:given/${ROLE_ARN}', '${ROLE_ARN}']],
    ]);
    expect(CLOUD.facts.sessions[3]?.references[0]?.given).toEqual({
      names: [{ kind: 'other', name: 'ROLE_ARN' }],
      pattern: '\uFFFC',
    });
  });

  it('come with the claims that the pods present', () => {
    const [uploader, reporter] = CLOUD.facts.sessions;
    expect(uploader?.carried[0]?.claims).toEqual({
      sub: 'system:serviceaccount:shop:uploader',
      aud: 'sts.eu-west-1.amazonaws.com',
    });
    expect(reporter?.carried[0]?.claims?.['sub']).toBe('system:serviceaccount:*:reporter');
  });

  it('are linked by associations and mappings', () => {
    expect(
      CLOUD.facts.identityLinks?.map(({ noun, from, to, groups, origin }) => [
        noun,
        from.key,
        to?.key ?? null,
        groups.map(({ name }) => name),
        CLOUD.at(origin),
      ]),
    ).toEqual([
      [
        'pod identity association',
        'kubernetes:shop/orders',
        'aws:role/orders',
        [],
        'arn:aws:iam::123456789012:role/orders',
      ],
      [
        'pod identity association',
        'kubernetes:shop/other',
        'aws:role/other',
        [],
        'arn:aws:iam::123456789012:role/other',
      ],
      ['access entry', 'aws:role/ops', null, ['ops'], 'arn:aws:iam::123456789012:role/ops'],
      [
        'aws-auth mapping',
        'aws:role/nodes',
        'kubernetes:user/system:node:{{EC2PrivateDNSName}}',
        ['system:bootstrappers', 'system:nodes'],
        'arn:aws:iam::123456789012:role/nodes',
      ],
      [
        'aws-auth mapping',
        'aws:role/deploy',
        'kubernetes:user/deploy',
        ['system:masters'],
        'arn:aws:iam::123456789012:role/deploy',
      ],
      [
        'aws-auth mapping',
        'aws:user/jane',
        'kubernetes:user/jane',
        ['developers'],
        'arn:aws:iam::123456789012:user/jane',
      ],
    ]);
    const groups = CLOUD.facts.identityLinks?.flatMap((link) => link.groups);
    expect(groups?.map(({ name, origin }) => name === CLOUD.at(origin))).toEqual(Array(5).fill(true));
  });
});
