import { ROOT } from '../steps/root.js';
import type { GeneratedFile } from './output.js';
import { banner } from './output.js';

type Endpoints = Readonly<Record<string, Readonly<Record<string, readonly [string, ...unknown[]]>>>>;

/** The route of every method of Octokit's REST plugin: `issues.createComment POST /repos/…`, one a line. */
export async function octokitMethodsModule(): Promise<GeneratedFile> {
  // The package hands out its routes only bound to a client, so they are read where it keeps them.
  const path = `${ROOT}node_modules/@octokit/plugin-rest-endpoint-methods/dist-src/generated/endpoints.js`;
  const { default: groups } = (await import(path)) as { readonly default: Endpoints };
  const lines = Object.entries(groups).flatMap(([group, methods]) =>
    // Without the query that a few templates end with: `/assets{?name,label}`.
    Object.entries(methods).map(([method, [route]]) => `${group}.${method} ${route.replace(/\{\?.*$/u, '')}`),
  );
  return {
    path: 'server/src/core/knowledge/github/octokitMethods.generated.ts',
    content: `${banner('@octokit/plugin-rest-endpoint-methods')}\nexport const OCTOKIT_METHODS = \`${lines.join('\n')}\`;\n`,
  };
}
