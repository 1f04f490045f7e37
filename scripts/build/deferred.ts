import picomatch from 'picomatch';

/**
 * Modules that the bundles for Node load when a function of theirs is first called, and the chunk that each goes into
 * with all that only it needs. In the source they are imported like any other module; what such a module exports has
 * to be functions, since a function can stand for one that is not there yet.
 */
export interface Deferred {
  readonly chunk: string;
  /** Globs below `server/src/core/`. */
  readonly modules: readonly string[];
}

/** Each folder of `platforms/` besides: its `lower.ts`, `remediate.ts`, `compose.ts`, `named.ts`, `point.ts` and `join/assemble.ts` are the chunk of the folder's name. */
export const DEFERRED: readonly Deferred[] = [
  // The algebra of patterns (refa), for brokers and for filters that are regular expressions.
  { chunk: 'patterns', modules: ['patterns/language.ts', 'patterns/anchors.ts', 'patterns/globs.ts'] },
  // JavaScript in a workflow (acorn).
  {
    chunk: 'javascript',
    modules: ['platforms/github-actions/needs/scriptCalls.ts', 'pipelines/scripts/javascriptScript.ts'],
  },
  // What scripts of a repository do, which a workflow runs.
  { chunk: 'scripts', modules: ['pipelines/scripts/behind.ts'] },
  { chunk: 'shell', modules: ['syntax/shell/treeSitterShell.ts'] },
  // The library for what our own reader of YAML leaves to it: anchors, odd scalars, errors.
  { chunk: 'yaml', modules: ['syntax/parseYaml.ts', 'syntax/yaml/readByLibrary.ts'] },
  { chunk: 'json', modules: ['syntax/parseJson.ts'] },
  { chunk: 'toml', modules: ['syntax/parseToml.ts'] },
  { chunk: 'nats', modules: ['syntax/parseNats.ts'] },
  { chunk: 'hcl', modules: ['syntax/hcl/{parseHcl,readExpression}.ts'] },
  { chunk: 'configuration', modules: ['analysis/{configurationSchema,readConfiguration}.ts'] },
  // What the controls of frameworks say; which ones a finding touches is known from the start.
  { chunk: 'frameworks', modules: ['frameworks/catalogue.ts'] },
  // How one permission of AWS leads to others.
  { chunk: 'escalation', modules: ['knowledge/aws/escalation/{evaluate,waysWith}.ts'] },
  // What denies and boundaries leave of policies, and what those who assume a role make of it.
  { chunk: 'limits', modules: ['link/{limits,boundaries,roleNeeds}.ts'] },
  // It says what a right in Kubernetes is worth by what that platform knows.
  { chunk: 'kubernetes', modules: ['report/explain/explainResource.ts'] },
  // What people agreed on, where a configuration says so, and what a change makes of a session.
  { chunk: 'contract', modules: ['contract/{breaches,narrowing,widening,words}.ts'] },
  { chunk: 'compare', modules: ['compare/{changes,matching,normalSession}.ts'] },
  // What an editor asks for beyond diagnostics.
  {
    chunk: 'ide',
    modules: [
      'ide/{codeActions,codeLenses,completion,definitions,documentLinks,fileScopes,hover,inlayHints}.ts',
      'ide/{needsActions,sessionCard,statusWidth}.ts',
      // In words, for editors and coding agents alike.
      'ide/describe/{gates,grants,identity,initiators,lifetime}.ts',
      'ide/overview/{listing,overview}.ts',
    ],
  },
  {
    chunk: 'report',
    modules: [
      'report/{copies,oneDecision,renderReport}.ts',
      'report/change/{baseComparison,renderComparison}.ts',
      'report/comparedCards.ts',
      'report/answers/answers.ts',
      'report/diff.ts',
      'report/explain/explanation.ts',
      'report/graph/{graphText,reachPicture}.ts',
      'report/html/renderHtml.ts',
    ],
  },
];

/** The same of the command line; globs below `server/src/cli/`. */
const OF_COMMAND_LINE: readonly Deferred[] = [
  // The Model Context Protocol: the SDK and what it checks messages with.
  { chunk: 'mcp', modules: ['mcp/serveTools.ts'] },
];

const COMMAND_LINE = 'server/src/cli/';
const CORE = 'server/src/core/';
const BODY = /^platforms\/([^/]+)\/(?:lower|remediate|compose|named|point|join\/assemble)\.ts$/u;

/** The chunk that a module, by its path in the source tree, comes with when it is called; `undefined` for all others. */
export function deferredChunk(path: string): string | undefined {
  if (path.startsWith(COMMAND_LINE)) return chunkIn(COMMANDS, path.slice(COMMAND_LINE.length));
  if (!path.startsWith(CORE)) return undefined;
  const below = path.slice(CORE.length);
  return BODY.exec(below)?.[1] ?? chunkIn(MATCHERS, below);
}

const matchers = (deferred: readonly Deferred[]) =>
  deferred.map(({ chunk, modules }) => ({ chunk, matches: picomatch([...modules]) }));
const MATCHERS = matchers(DEFERRED);
const COMMANDS = matchers(OF_COMMAND_LINE);

function chunkIn(among: typeof MATCHERS, path: string): string | undefined {
  return among.find(({ matches }) => matches(path))?.chunk;
}
