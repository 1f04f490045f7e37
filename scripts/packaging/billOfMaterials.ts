import type { BundledPackage } from './bundledPackages.js';

/** What the bill says of TrustScope itself. */
export interface Product {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/**
 * What is inside, as CycloneDX 1.6 in JSON (https://cyclonedx.org/docs/1.6/json/). It names no time and no serial number,
 * so that the same source gives the same bytes.
 */
export function billOfMaterials(product: Product, packages: readonly BundledPackage[]): string {
  const root = packageUrl(product);
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component('application', product) },
    components: packages.map((one) => component('library', one)),
    dependencies: [
      { ref: root, dependsOn: packages.map(packageUrl) },
      ...packages.map((one) => ({ ref: packageUrl(one) })),
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function component(type: 'application' | 'library', { name, version, license }: Product) {
  const purl = packageUrl({ name, version });
  // An id where it is one licence, an expression where it is a choice.
  const licenses = license.includes(' ') ? [{ expression: license }] : [{ license: { id: license } }];
  return { type, 'bom-ref': purl, name, version, licenses, purl };
}

/** https://github.com/package-url/purl-spec: the scope is the namespace, with its `@` encoded. */
function packageUrl({ name, version }: { readonly name: string; readonly version: string }): string {
  return `pkg:npm/${name.replace(/^@/u, '%40')}@${version}`;
}
