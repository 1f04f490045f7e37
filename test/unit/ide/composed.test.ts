import { describe, expect, it } from 'vitest';
import { definitions } from '../../../server/src/core/ide/definitions.js';
import { hover } from '../../../server/src/core/ide/hover.js';
import { markdownText } from '../../../server/src/core/text/markdown.js';
import { extractCursors } from '../../support/cursor.js';
import { openRepository, pathOf, uriOf } from '../../support/repository.js';

type Files = Readonly<Record<string, string>>;

const MODULE = `variable "name" {}
variable "action" {}
resource "aws_iam_role" "this" {
  name = var.name
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:acme/shop:ref:refs/heads/main" } }
    }]
  })
}
resource "aws_iam_role_policy" "this" {
  role   = aws_iam_role.this.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.action, Resource = "arn:aws:s3:::releases/*" }] })
}
output "arn" { value = aws_iam_role.this.arn }
`;

const call = (name: string): string => `module "${name}" {
  source = "../modules/role"
  name   = "${name}"
  action = "s3:PutObject"
}
`;

/** What is shown at the marks, and where they lead: path, and the text from there on. */
function at(files: Files): readonly { readonly shown: string; readonly leads: readonly string[] }[] {
  const marked = Object.entries(files).map(([path, text]) => ({ path, ...extractCursors(text) }));
  const texts = new Map(marked.map(({ path, text }) => [path, text]));
  const snapshot = openRepository(texts);
  return marked.flatMap(({ path, offsets }) =>
    offsets.map((offset) => {
      const content = hover(snapshot, uriOf(path), offset);
      return {
        shown: content === undefined ? '' : markdownText(content.markdown),
        leads: definitions(snapshot, uriOf(path), offset).map(({ target }) => {
          const own = pathOf(target.uri);
          return `${own} ${texts.get(own)?.slice(target.range.start).split('\n')[0] ?? ''}`;
        }),
      };
    }),
  );
}

describe('at a call', () => {
  it('of a module, the hover tells the identities that it makes', () => {
    const [first] = at({
      'live/main.tf': `${call('ship').replace('"ship"', '"sh<|>ip"')}${call('other')}`,
      'modules/role/main.tf': MODULE,
    });
    expect(first?.shown).toContain('**Role `ship`: ');
    expect(first?.shown).toContain('s3:PutObject');
    expect(first?.shown).not.toContain('other');
  });

  it('of a nested stack as well, and of many the first with their number', () => {
    const roles = ['A', 'B', 'C', 'D', 'E'].map(
      (name) => `  ${name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}]}
`,
    );
    const [first] = at({
      'root.yaml':
        'Resources:\n  Ne<|>ar: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.yaml}}\n',
      'a.yaml': `Resources:\n${roles.join('')}`,
    });
    expect(first?.shown).toContain('Near/A');
    expect(first?.shown).toContain('And 2 more that this makes.');
  });

  it('nothing is told where it makes no identity', () => {
    const [first] = at({
      'live/main.tf': call('ship').replace('"ship"', '"sh<|>ip"'),
      'modules/role/main.tf': 'variable "name" {}\nvariable "action" {}\n',
    });
    expect(first?.shown).toBe('');
  });
});

describe('from a secret to the role of a module of another folder', () => {
  const workflow = `on: {push: {branches: [main]}}
permissions: {id-token: write, contents: read}
jobs:
  ship:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: {role-to-assume: '\${{ secrets.SHIP_ROLE_A<|>RN }}', aws-region: eu-west-1}
      - run: aws s3 cp a.zip s3://releases/a.zip
`;
  const files: Files = {
    '.github/workflows/ship.yml': workflow,
    'live/main.tf': `${call('ship')}resource "github_actions_secret" "ship" {
  repository      = "shop"
  secret_name     = "SHIP_ROLE_ARN"
  plaintext_value = module.ship.a<|>rn
}
`,
    'modules/role/main.tf': MODULE,
  };

  it('leads from both ends', () => {
    const [asked, handed] = at(files);
    expect(asked?.leads).toEqual(['modules/role/main.tf "this" {']);
    expect(asked?.shown).toContain('**Can assume role `ship`**');
    expect(handed?.leads).toContain('modules/role/main.tf "arn" { value = aws_iam_role.this.arn }');
  });
});
