// The walls inside the code. Project references hold the packages apart (core, protocol, lsp, cli, client,
// scripts, test); these rules hold the layers inside the core apart, and say to the one who trips over a wall
// what to do instead. The table they enforce is in docs/architecture.md.

const CORE = '^server/src/core/';

/** A layer of the core, and all that it may import: own files, other paths of the core, npm packages; collections always. */
function wall({ layer, from = `${CORE}${layer}/`, core = [], packages = [], comment }) {
  const allowed = [
    from,
    `${CORE}collections/`,
    ...core.map((path) => `${CORE}${path}`),
    ...packages.map((name) => `^node_modules/${name}/`),
  ];
  return {
    name: `wall-${layer}`,
    severity: 'error',
    comment,
    from: { path: from },
    // What cannot be found at all is the business of the rule `resolvable`.
    to: { pathNot: allowed, couldNotResolve: false },
  };
}

const walls = [
  wall({
    layer: 'collections',
    comment:
      'collections/ gathers items of any kind by keys and imports nothing. What knows what the items are belongs to them.',
  }),
  wall({
    layer: 'text',
    comment:
      'text/ knows characters and offsets only and imports nothing. What needs a tree belongs to syntax/, what needs a meaning to model/.',
  }),
  wall({
    layer: 'engine',
    comment:
      'engine/ remembers answers and what was read for them; what they are about it does not know, and imports nothing.',
  }),
  wall({
    layer: 'syntax',
    core: ['text/', 'model/shellScript'],
    packages: ['yaml', 'jsonc-parser', 'toml-eslint-parser', 'web-tree-sitter'],
    comment:
      'syntax/ reads and edits text of a format, whatever it means. What depends on a platform belongs to platforms/<id>/; pass it in as data or a function.',
  }),
  wall({
    layer: 'model',
    core: ['text/'],
    comment:
      'model/ is the vocabulary: data and small functions on it. It holds an Origin, never a syntax node. Compute the fact where the tree is known (platforms/<id>/) and store the result.',
  }),
  wall({
    layer: 'patterns',
    core: ['model/breadth'],
    packages: ['refa', '@eslint-community/regexpp'],
    comment:
      'patterns/ decides what patterns of names have in common, as languages. What a broker or vendor means by a pattern is data that its platform hands in.',
  }),
  wall({
    layer: 'knowledge',
    core: ['model/', 'text/', 'patterns/'],
    comment:
      'knowledge/ is facts about the world as data: what an action needs, what a command calls. Reading a file belongs to platforms/<id>/, joining files to link/.',
  }),
  wall({
    layer: 'frameworks',
    core: ['model/vocabulary', 'text/'],
    comment:
      'frameworks/ is the catalogue of controls and its look-ups. Which rule carries what is written in the rule.',
  }),
  wall({
    layer: 'pipelines',
    core: ['model/', 'syntax/', 'text/', 'knowledge/'],
    comment:
      'pipelines/ is what the platforms of build pipelines have in common: scripts, roles taken in them, secrets. What one vendor alone has belongs to platforms/<id>/, a fact to knowledge/.',
  }),
  wall({
    layer: 'compose',
    core: ['engine/', 'model/', 'syntax/', 'text/'],
    packages: ['picomatch'],
    comment:
      'compose/ knows which files a unit is made of and when it has to be made again, whatever the language. How a language composes belongs to the composer of its platform (platforms/<id>/composer.ts).',
  }),
  wall({
    layer: 'platforms',
    core: [
      'compose/composer',
      'engine/',
      'model/',
      'syntax/',
      'text/',
      'patterns/',
      'knowledge/',
      'pipelines/',
    ],
    packages: ['@actions/expressions', 'picomatch'],
    comment:
      'A platform turns one file into facts and intents into edits, and puts together what its own files say of one thing (join/). What joins platforms belongs to link/, what judges to rules/, what says to ide/ or report/.',
  }),
  wall({
    layer: 'link',
    core: ['engine/', 'model/', 'text/', 'patterns/', 'knowledge/', 'platforms/joiner'],
    packages: ['picomatch'],
    comment:
      'link/ joins the facts of all files and sees no syntax and no platform. If it misses something, let lower() put it into FileFacts in neutral words.',
  }),
  wall({
    layer: 'engine',
    core: [],
    comment: 'engine/ remembers what queries read and gave. It knows nothing of what is asked.',
  }),
  wall({
    layer: 'rules',
    core: ['model/', 'text/', 'patterns/', 'frameworks/', 'contract/'],
    comment:
      'A rule sees the model only, so that it works for every platform. If it misses something, put it into the model; for an edit, answer with a Remediation intent.',
  }),
  wall({
    layer: 'contract',
    core: ['text/', 'model/', 'compare/covering', 'compare/normalSession', 'knowledge/aws/wildcards'],
    comment:
      'contract/ holds a session against what people have agreed on for it, and writes such agreements. What reads the configuration file belongs to analysis/, what judges to rules/.',
  }),
  wall({
    layer: 'analysis',
    core: [
      'compose/',
      'contract/',
      'engine/',
      'text/',
      'syntax/',
      'model/',
      'knowledge/',
      'frameworks/',
      'platforms/',
      'link/',
      'rules/',
    ],
    packages: ['picomatch', 'ajv'],
    comment:
      'analysis/ runs the stages and remembers their results. What is shown belongs to ide/ and report/, which import it.',
  }),
  wall({
    layer: 'ide',
    core: [
      'text/',
      'syntax/syntaxTree',
      'model/',
      'knowledge/',
      'frameworks/',
      'analysis/',
      'rules/(rule|index)\\.ts',
    ],
    comment:
      'ide/ gives plain data with offsets. Conversion to the protocol belongs to lsp/toProtocol.ts; a fact that is missing belongs to the platform or the linker.',
  }),
  wall({
    layer: 'ide/describe',
    core: ['text/', 'model/', 'knowledge/'],
    comment:
      'ide/describe/ puts facts of the model into words, for ide/ and report/ alike, and knows neither of them.',
  }),
  wall({
    layer: 'compare',
    core: ['text/', 'model/', 'patterns/destinations', 'knowledge/aws/wildcards'],
    comment:
      'compare/ holds two states of a workspace against each other, as plain data. What is said of a difference belongs to report/change/; what reads a state belongs to cli/.',
  }),
  wall({
    layer: 'report',
    core: [
      'compare/',
      'contract/',
      'text/',
      'model/',
      'knowledge/',
      'frameworks/',
      'analysis/',
      'rules/(rule|index)\\.ts',
      'ide/describe/',
      // The card is one thing, wherever it is shown.
      'ide/(sessionCard|controlLinks)\\.ts',
    ],
    comment:
      'report/ turns findings and scopes into a string. Reading files and writing to a terminal belong to cli/; a fact that is missing belongs to the platform or the linker.',
  }),
];

module.exports = {
  forbidden: [
    ...walls,
    {
      name: 'no-cycle',
      severity: 'error',
      comment:
        'Two files that import each other are one file, or share something that deserves a file of its own. Move that.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      comment:
        'The core runs in Node, in a browser worker and in tests alike: no Node built-in. Take what the outside gives as an argument (see Files in lsp/, and disk/).',
      from: { path: CORE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-knows-no-edge',
      severity: 'error',
      comment:
        'The core knows neither editor, protocol nor command line. Return plain data, and convert it in lsp/ or cli/.',
      from: { path: CORE },
      to: {
        path: [
          '^server/src/(lsp|cli)/',
          '^server/src/protocol',
          '^client/',
          '^node_modules/(vscode|@types/vscode)',
        ],
      },
    },
    {
      name: 'platforms-apart',
      severity: 'error',
      comment:
        'A platform never imports another one: say in neutral words (Reference, Definition) what it refers to, and let link/ join the two. What both read alike belongs to syntax/ or knowledge/.',
      from: { path: `${CORE}platforms/([^/]+)/` },
      to: { path: `${CORE}platforms/[^/]+/`, pathNot: `${CORE}platforms/$1/` },
    },
    {
      name: 'platforms-start-light',
      severity: 'error',
      comment:
        'index.ts and select.ts of a platform are loaded with the program. What needs more belongs behind lower.ts, remediate.ts, named.ts, point.ts, joiner.ts, composer.ts or compose.ts, which are loaded when they are called.',
      from: { path: `${CORE}platforms/([^/]+)/.*(index|select)\\.ts$` },
      to: {
        path: CORE,
        pathNot: [
          `${CORE}platforms/$1/.*(select|lower|remediate|named|point|joiner|composer|compose)\\.ts$`,
          `${CORE}platforms/(platform|joiner)\\.ts$`,
          `${CORE}compose/composer\\.ts$`,
          `${CORE}(text|syntax/syntaxTree)`,
        ],
      },
    },
    {
      name: 'rules-apart',
      severity: 'error',
      comment:
        'A rule never imports another one. A question that two rules ask belongs to model/ (a function of the scope), or to a file of rules/questions/.',
      from: { path: `${CORE}rules/`, pathNot: `${CORE}rules/index\\.ts$` },
      to: { path: `${CORE}rules/[^/]*-[^/]*\\.ts$` },
    },
    {
      name: 'only-analysis-wires',
      severity: 'error',
      comment:
        'Only analysis/ picks platforms and rules. Ask the Snapshot; if it has no answer, give it a method.',
      from: { path: `${CORE}(?!analysis/|platforms/|rules/)` },
      to: { path: `${CORE}platforms/(index|[^/]+/)` },
    },
    {
      name: 'lsp-asks-ide',
      severity: 'error',
      comment:
        'lsp/ converts and schedules; it decides nothing. Put the feature into core/ide/ (plain data with offsets) and call it, or ask the Snapshot.',
      from: { path: '^server/src/lsp/' },
      to: {
        path: ['^server/src/(core|cli)/', '^client/'],
        pathNot: [`${CORE}(ide|report|analysis|text|collections|model)/`],
      },
    },
    {
      name: 'lsp-runs-without-disk',
      severity: 'error',
      comment:
        'lsp/ runs in a browser too. Only node.ts and diskFiles.ts know the disk; all else asks Files.',
      from: { path: '^server/src/lsp/', pathNot: '^server/src/lsp/(node|diskFiles)\\.ts$' },
      to: { path: ['^server/src/disk/', '^server/src/lsp/diskFiles\\.ts$'] },
    },
    {
      name: 'disk-only-reads',
      severity: 'error',
      comment:
        'disk/ reads files for the command line and for the server, and knows neither. What a file means belongs to core/, what is done with it to cli/ or lsp/.',
      from: { path: '^server/src/disk/' },
      to: {
        path: ['^server/src/', '^client/'],
        pathNot: ['^server/src/disk/', `${CORE}(text|analysis)/`],
      },
    },
    {
      name: 'cli-asks-report',
      severity: 'error',
      comment:
        'cli/ reads arguments and files and prints; it decides nothing. Put what is said into core/report/ and call it, or ask the Snapshot.',
      from: { path: '^server/src/cli/' },
      to: {
        path: ['^server/src/(core|lsp)/', '^client/', '^server/src/protocol'],
        // Of the rules, `trustscope rules` and `--rule` need the list with its meta.
        pathNot: [
          `${CORE}(report|compare|contract|analysis|text|collections|model|frameworks)/`,
          `${CORE}rules/(index|rule)\\.ts$`,
        ],
      },
    },
    {
      name: 'client-talks-by-protocol',
      severity: 'error',
      comment:
        'The client knows the server by protocol.ts only, as it may run elsewhere (a remote host, a worker). Add a request to protocol.ts.',
      from: { path: '^client/' },
      to: { path: '^server/', pathNot: '^server/src/protocol\\.ts$' },
    },
    {
      name: 'protocol-imports-nothing',
      severity: 'error',
      comment:
        'protocol.ts is names and types that both sides bundle. Write the type out instead of importing it.',
      from: { path: '^server/src/protocol\\.ts$' },
      to: {},
    },
    {
      name: 'web-worker-is-pure',
      severity: 'error',
      comment:
        'The browser entries run in a worker without Node. Keep Node in node.ts, extension.ts and what only they import.',
      from: { path: ['^server/src/lsp/browser\\.ts$', '^client/src/extension\\.web\\.ts$'] },
      to: {
        reachable: true,
        path: '^(node:)?(fs|path|os|child_process|process|url|util|worker_threads|net|crypto)(/|$)',
      },
    },
    {
      name: 'ship-no-tests',
      severity: 'error',
      comment: 'What is shipped imports neither tests nor scripts.',
      from: { path: '^(server|client)/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'name-the-concept',
      severity: 'error',
      comment:
        'A file called utils, helpers, common or misc has no subject. Name the concept that its functions share.',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|common|misc|shared)(/|\\.ts$)', pathNot: 'node_modules' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment:
        'The import leads nowhere: a file that was moved, or a package that package.json does not name.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        '(^|/)out/',
        '(^|/)dist/',
        '\\.vscode-test',
        'test/fixtures',
        'test/corpus',
        'test/vscode/workspace',
      ],
    },
    // Types are dependencies too: a layer that only names another one's types still knows it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
