import type { BundledPackage } from './bundledPackages.js';

/** The licences of the packages that are inside, which ask to be passed on with copies. */
export function notices(packages: readonly BundledPackage[]): string {
  const texts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  return `TrustScope contains code or data of these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
