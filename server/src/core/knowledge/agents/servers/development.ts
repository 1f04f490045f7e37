import { server } from './build.js';
import type { KnownServer } from './types.js';

const REFERENCE = 'https://github.com/modelcontextprotocol/servers/tree/main/src';

/** Servers for code, files and what an agent keeps for itself. */
export const DEVELOPMENT_SERVERS: readonly KnownServer[] = [
  server(
    ['Filesystem', 'tool', 'write', 'read and change files of the folders that it is given'],
    `${REFERENCE}/filesystem`,
    {
      system: 'files of this machine',
      packages: ['@modelcontextprotocol/server-filesystem', 'mcp/filesystem', 'mcp-server-filesystem'],
      names: ['filesystem', 'fs'],
      tools: { move_file: 'write', directory_tree: 'read' },
    },
  ),
  server(['Git', 'tool', 'write', 'change the local repository'], `${REFERENCE}/git`, {
    system: 'the local repository',
    packages: ['mcp-server-git', 'mcp/git', '@cyanheads/git-mcp-server'],
    names: ['git'],
    tools: {
      git_status: 'read',
      git_diff: 'read',
      git_diff_staged: 'read',
      git_diff_unstaged: 'read',
      git_log: 'read',
      git_show: 'read',
      git_branch: 'read',
    },
  }),
  server(
    ['GitHub', 'repository', 'write', 'change repositories, issues, pull requests and workflows'],
    'https://github.com/github/github-mcp-server',
    {
      packages: [
        '@modelcontextprotocol/server-github',
        'ghcr.io/github/github-mcp-server',
        'github-mcp-server',
        'mcp/github',
      ],
      hosts: ['api.githubcopilot.com/mcp', 'copilot-api..ghe.com/mcp'],
      names: ['github', 'github-mcp', 'github-mcp-server'],
      tools: {
        pull_request_read: 'read',
        issue_read: 'read',
        actions_run_trigger: 'write',
        push_files: 'write',
        fork_repository: 'write',
        get_me: 'read',
      },
      // docs/remote-server.md, README "Read-Only Mode"
      readOnly: /\/readonly\b|x-mcp-readonly|GITHUB_READ_ONLY|--read-only/iu,
    },
  ),
  server(
    ['GitLab', 'repository', 'write', 'change projects, issues, merge requests and pipelines'],
    'https://docs.gitlab.com/user/gitlab_duo/model_context_protocol/mcp_server/',
    {
      packages: ['@modelcontextprotocol/server-gitlab', '@zereight/mcp-gitlab', 'mcp/gitlab'],
      hosts: ['gitlab.com/api/v4/mcp'],
      names: ['gitlab'],
      readOnly: /GITLAB_READ_ONLY_MODE/u,
    },
  ),
  server(
    ['Azure DevOps', 'repository', 'write', 'change repositories, work items and pipelines'],
    'https://github.com/microsoft/azure-devops-mcp',
    {
      packages: ['@azure-devops/mcp'],
      names: ['azure-devops', 'ado'],
    },
  ),
  server(
    ['Bitbucket', 'repository', 'write', 'change repositories and pull requests'],
    'https://support.atlassian.com/atlassian-rovo-mcp-server/',
    {
      packages: ['@aashari/mcp-server-atlassian-bitbucket', 'bitbucket-mcp'],
      names: ['bitbucket'],
    },
  ),
  server(
    ['GitHub agentic workflows', 'repository', 'write', 'compile, start and inspect agentic workflows'],
    'https://github.github.com/gh-aw/reference/gh-aw-as-mcp-server/',
    {
      names: ['github-agentic-workflows', 'agentic-workflows'],
    },
  ),
  server(['Memory', 'tool', 'write', 'keep notes for later sessions'], `${REFERENCE}/memory`, {
    system: 'its own notes',
    packages: ['@modelcontextprotocol/server-memory', 'mcp/memory', 'mem0-mcp', '@mem0/mcp-server'],
    names: ['memory', 'mem0'],
  }),
  server(
    ['Sequential Thinking', 'tool', 'read', 'write down its thoughts'],
    `${REFERENCE}/sequentialthinking`,
    {
      system: 'its own thoughts',
      packages: ['@modelcontextprotocol/server-sequential-thinking', 'mcp/sequentialthinking'],
      names: ['sequential-thinking', 'sequentialthinking', 'sequential_thinking'],
      tools: { sequentialthinking: 'read', sequential_thinking: 'read' },
    },
  ),
  server(['Time', 'tool', 'read', 'tell the time'], `${REFERENCE}/time`, {
    system: 'the clock',
    packages: ['mcp-server-time', 'mcp/time'],
    names: ['time'],
    tools: { convert_time: 'read' },
  }),
  server(['Everything', 'tool', 'read', 'try out the protocol'], `${REFERENCE}/everything`, {
    system: 'a test server',
    packages: ['@modelcontextprotocol/server-everything'],
    names: ['everything'],
  }),
  server(
    ['Serena', 'compute', 'write', 'change code and run shell commands'],
    'https://github.com/oraios/serena',
    {
      system: 'this machine',
      packages: [
        'serena',
        'git+https://github.com/oraios/serena',
        'serena-mcp-server',
        'ghcr.io/oraios/serena',
      ],
      names: ['serena'],
      runsAnything: true,
      tools: {
        find_symbol: 'read',
        get_symbols_overview: 'read',
        find_referencing_symbols: 'read',
        search_for_pattern: 'read',
        list_dir: 'read',
        find_file: 'read',
        execute_shell_command: 'write',
        think_about_collected_information: 'read',
        think_about_task_adherence: 'read',
        think_about_whether_you_are_done: 'read',
        check_onboarding_performed: 'read',
        activate_project: 'read',
        initial_instructions: 'read',
      },
    },
  ),
  server(
    ['Desktop Commander', 'compute', 'write', 'run any command and change any file'],
    'https://github.com/wonderwhy-er/DesktopCommanderMCP',
    {
      system: 'this machine',
      packages: [
        '@wonderwhy-er/desktop-commander',
        '@simonb97/server-win-cli',
        'mcp-shell-server',
        'mcp-server-commands',
        'super-shell-mcp',
        'cli-mcp-server',
      ],
      names: ['desktop-commander', 'shell', 'terminal', 'commands'],
      runsAnything: true,
    },
  ),
  server(
    ['Editor', 'tool', 'write', 'read and change what is open in the editor'],
    'https://code.claude.com/docs/en/vs-code#the-built-in-ide-mcp-server',
    {
      system: 'the editor',
      packages: ['@jetbrains/mcp-proxy'],
      names: ['ide', 'jetbrains', 'vscode'],
      tools: { getDiagnostics: 'read', executeCode: 'write' },
    },
  ),
  server(
    ['Laravel Boost', 'data', 'write', "run the application's code and query its database"],
    'https://laravel.com/docs/boost',
    {
      system: 'the application',
      names: ['laravel-boost'],
      tools: { tinker: 'write', 'search-docs': 'read', 'database-query': 'read', 'database-schema': 'read' },
    },
  ),
  server(
    ['Project tools', 'tool', 'read', 'look into the project'],
    'https://nextjs.org/docs/app/guides/mcp',
    {
      system: 'this workspace',
      packages: [
        'next-devtools-mcp',
        '@eslint/mcp',
        'shadcn',
        'shadcn@latest',
        '@angular/cli',
        '@nx-console/mcp',
        'nx-mcp',
        'storybook-mcp',
        '@biomejs/biome',
        'svelte-mcp',
        '@sveltejs/mcp',
        '@modelcontextprotocol/inspector',
        'repomix',
        '@magicuidesign/mcp',
        '@21st-dev/magic',
        'mcp-compass',
        '@mastra/mcp-docs-server',
        'herd-mcp.phar',
        'xcodebuildmcp',
        'dart',
      ],
      names: ['next-devtools', 'eslint', 'shadcn', 'nx-mcp', 'svelte', 'angular-cli', 'herd'],
    },
  ),
  server(
    ['Task Master', 'tool', 'write', 'keep a list of tasks'],
    'https://github.com/eyaltoledano/claude-task-master',
    {
      system: 'its own list',
      packages: [
        'task-master-ai',
        '--package=task-master-ai',
        'backlog',
        'shrimp-task-manager',
        'mcp-shrimp-task-manager',
      ],
      names: ['task-master-ai', 'taskmaster-ai', 'task-master', 'taskmaster', 'backlog'],
    },
  ),
  server(
    ['Code analysis', 'api', 'read', 'look at findings of code analysis'],
    'https://docs.sonarsource.com/sonarqube-mcp-server/',
    {
      packages: ['mcp/sonarqube', 'sonarqube-mcp-server', 'semgrep-mcp', 'snyk', '@codacy/codacy-mcp'],
      hosts: ['mcp.semgrep.ai', 'api.greptile.com/mcp'],
      names: ['sonarqube', 'semgrep', 'snyk', 'codacy', 'greptile'],
    },
  ),
  server(
    ['Hugging Face', 'api', 'read', 'search models and data sets'],
    'https://huggingface.co/docs/hub/hf-mcp-server',
    {
      hosts: ['huggingface.co/mcp', 'hf.co/mcp'],
      names: ['huggingface', 'hf-mcp-server'],
    },
  ),
  server(
    ['Postman', 'api', 'write', 'change collections, environments and APIs'],
    'https://learning.postman.com/docs/developer/postman-api/postman-mcp-server/overview/',
    {
      packages: ['@postman/postman-mcp-server'],
      hosts: ['mcp.postman.com'],
      names: ['postman'],
    },
  ),
  server(
    ['Figma', 'api', 'read', 'read designs'],
    'https://help.figma.com/hc/en-us/articles/32132100833559-Guide-to-the-Figma-MCP-server',
    {
      packages: ['figma-developer-mcp', 'cursor-talk-to-figma-mcp'],
      hosts: ['mcp.figma.com', '127.0.0.1:3845', 'localhost:3845'],
      names: ['figma', 'framelink-figma-mcp', 'figma-developer-mcp', 'Framelink Figma MCP'],
      tools: { use_figma: 'write' },
    },
  ),
];
