import type { SystemRef } from '../../model/facts.js';
import type { SystemKind } from '../../model/vocabulary.js';

/** What kind of system a product is, by a word of its name. The first that fits counts. */
const KINDS: readonly (readonly [RegExp, SystemKind])[] = [
  [/\b(?:stripe|braintree|paypal|adyen|billing)\b/iu, 'billing'],
  // One app or one store of a cloud is not the cloud.
  [/\bazure (?:app|static web apps)\b/iu, 'deployment'],
  [/\bazure (?:storage|sql)\b/iu, 'data'],
  [/\bazure container registry\b/iu, 'artifacts'],
  [
    /\b(?:aws|amazon|google cloud|gcp|azure|digitalocean|cloudflare|terraform|pulumi|kubernetes|openstack|hetzner|linode|scaleway|oracle cloud|ibm cloud|alibaba)\b/iu,
    'control-plane',
  ],
  [
    /\b(?:npm|pypi|rubygems|crates|nuget|maven|sonatype|docker|registry|ecr|acr|quay|jfrog|artifactory|cloudsmith|packages|homebrew|packagist|hex|conda|anaconda|chrome web store|marketplace|helm)\b/iu,
    'artifacts',
  ],
  [/\b(?:vault|doppler|1password|infisical|bitwarden|akeyless|secrets? manager|keeper)\b/iu, 'secrets'],
  [/\b(?:netlify|vercel|heroku|fly|firebase|railway|render|surge|pages|deploy)\b/iu, 'deployment'],
  [/\b(?:ssh|server|kubeconfig|tailscale|teleport|ngrok)\b/iu, 'compute'],
  [/\b(?:postgres|mysql|mongodb|redis|database|supabase|planetscale|snowflake|databricks)\b/iu, 'data'],
  [/\b(?:gpg|cosign|sigstore|signing|apple|android|code signing|keystore)\b/iu, 'identity'],
  [/\bgithub\b/iu, 'repository'],
];

/** A system by the name of its product; `api` where nothing more is known. */
export function systemOf(product: string): SystemRef {
  return { kind: KINDS.find(([pattern]) => pattern.test(product))?.[1] ?? 'api', name: product };
}
