import type { Context } from '../context.js';
import type { Parts } from '../parts.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import { isKnown } from '../text/sourceText.js';
import { quoted } from '../../../text/quoted.js';

/**
 * `AWS::IAM::OIDCProvider`: an issuer whose tokens this account takes. Which roles take them is for their trust policies.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-oidcprovider.html
 */
export function oidcProviderParts({ reading, texts }: Context, resource: Resource): Partial<Parts> {
  const [url] = texts.texts(property(resource, 'Url'));
  const audiences = texts.texts(property(resource, 'ClientIdList')).map(({ shown }) => quoted(shown));
  const origin = reading.originOf(resource.key);
  if (url === undefined) return {};
  reading.note({
    origin: url.origin,
    title: `Identity provider ${url.shown}`,
    text: `This account takes tokens of ${quoted(url.shown)}${audiences.length === 0 ? '' : ` that are made out for ${audiences.join(' or ')}`}. Which of them may take which role is for the trust policy of each role to say.`,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
  });
  if (!isKnown(url)) return {};
  const key = `aws:oidc-provider/${url.text.replace(/^https:\/\//u, '')}`;
  return { definitions: [{ space: 'identity', key, origin }] };
}
