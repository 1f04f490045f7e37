import { describe, expect, it } from 'vitest';
import { jobOf } from './lowered.js';

const carried = (text: string): readonly string[] =>
  jobOf(text, 'job').carried.map(({ name, system }) => `${name} in ${system?.name ?? '?'}`);
const asWhom = (text: string): readonly string[] =>
  jobOf(text, 'job').unknowns.flatMap(({ what }) => (what.startsWith('as whom') ? [what] : []));

describe('a token of the job that nothing here takes', () => {
  it('is held, with its audience and what it says of the job', () => {
    const text =
      'job:\n  id_tokens:\n    OWN_TOKEN:\n      aud: https://vault.acme.io\n  script: ./fetch.sh\n  rules:\n    - if: $CI_COMMIT_TAG\n';
    const [token] = jobOf(text, 'job').carried;
    expect(token).toMatchObject({
      kind: 'federated-workload',
      name: 'OWN_TOKEN',
      system: { name: 'https://vault.acme.io' },
      claims: { aud: 'https://vault.acme.io' },
    });
  });

  it('is told once where a role is taken with it', () => {
    const text =
      'job:\n  id_tokens:\n    T:\n      aud: sts.amazonaws.com\n  script: aws sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/r --web-identity-token $T\n';
    expect(carried(text)).toEqual(['arn:aws:iam::111122223333:role/r in AWS']);
  });
});

describe("an agent's context", () => {
  it('is a cluster in reach, variables filled in', () => {
    expect(
      carried(
        'job:\n  variables: { AGENT: prod }\n  script:\n    - kubectl config use-context acme/infra:$AGENT\n    - kubectl apply -f .\n',
      ),
    ).toEqual(['agent acme/infra:prod in Kubernetes']);
    expect(carried('job:\n  script: helm upgrade a b --kube-context acme/infra:prod\n')).toEqual([
      'agent acme/infra:prod in Kubernetes',
    ]);
    expect(carried('job:\n  script: kubectl config use-context minikube\n')).toEqual([]);
  });
});

describe('a command that acts outside', () => {
  it.each([
    ['kubectl apply -f k8s', ['as whom `kubectl` acts in a cluster']],
    ['ssh deploy@shop ./restart', ['as whom `ssh` acts in another machine']],
    ['npx cdk deploy --require-approval=never', ['as whom `cdk` acts in AWS']],
    ['terraform apply -auto-approve', ['as whom `terraform` acts']],
    ['aws s3 sync . s3://shop', ['as whom `aws` acts in AWS']],
    ['kubectl version', []],
    ['kubectl apply --token $KUBE_TOKEN', []],
    ['terraform fmt', []],
    ['make deploy', []],
  ])('says that it is not known as whom: %s', (command, expected) => {
    expect(asWhom(`job:\n  script:\n    - ${command}\n`)).toEqual(expected);
  });
});
