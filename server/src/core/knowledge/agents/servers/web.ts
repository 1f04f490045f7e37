import { server } from './build.js';
import type { KnownServer } from './types.js';

const REFERENCE = 'https://github.com/modelcontextprotocol/servers/tree/main/src';
const ARCHIVED = 'https://github.com/modelcontextprotocol/servers-archived/tree/main/src';

/** Servers that fetch, search and look things up, and browsers. */
export const WEB_SERVERS: readonly KnownServer[] = [
  server(['Fetch', 'network', 'read', 'fetch pages, whose text it then reads'], `${REFERENCE}/fetch`, {
    system: 'the web',
    packages: ['mcp-server-fetch', 'mcp/fetch', '@kazuph/mcp-fetch'],
    names: ['fetch'],
    tools: { fetch: 'read' },
  }),
  server(['Context7', 'api', 'read', 'look up documentation'], 'https://github.com/upstash/context7', {
    packages: ['@upstash/context7-mcp'],
    hosts: ['mcp.context7.com', 'context7.liam.sh'],
    names: ['context7'],
    tools: { 'resolve-library-id': 'read', 'get-library-docs': 'read', 'query-docs': 'read' },
  }),
  server(
    ['Microsoft Learn', 'api', 'read', 'look up documentation'],
    'https://learn.microsoft.com/en-us/training/support/mcp',
    {
      hosts: ['learn.microsoft.com/api/mcp'],
      names: ['microsoft-learn', 'microsoft-docs', 'microsoft.docs.mcp'],
    },
  ),
  server(
    ['AWS documentation', 'api', 'read', 'look up documentation'],
    'https://awslabs.github.io/mcp/servers/aws-documentation-mcp-server',
    {
      packages: [
        'awslabs.aws-documentation-mcp-server',
        'awslabs.aws-diagram-mcp-server',
        'awslabs.frontend-mcp-server',
      ],
      hosts: ['knowledge-mcp.global.api.aws'],
      names: ['aws-docs', 'aws-documentation', 'aws-knowledge'],
    },
  ),
  server(
    ['DeepWiki', 'api', 'read', 'look up documentation of repositories'],
    'https://docs.devin.ai/work-with-devin/deepwiki-mcp',
    {
      packages: ['mcp-deepwiki'],
      hosts: ['mcp.deepwiki.com'],
      names: ['deepwiki'],
      tools: { ask_question: 'read', read_wiki_structure: 'read', read_wiki_contents: 'read' },
    },
  ),
  server(
    ['Documentation of the protocol', 'api', 'read', 'look up documentation'],
    'https://modelcontextprotocol.io/mcp',
    {
      hosts: [
        'modelcontextprotocol.io/mcp',
        'docs.mcp.cloudflare.com',
        'gitmcp.io',
        'docs.astro.build',
        'developers.openai.com/mcp',
      ],
    },
  ),
  server(
    ['Web search', 'network', 'read', 'search the web, whose text it then reads'],
    'https://github.com/brave/brave-search-mcp-server',
    {
      system: 'the web',
      packages: [
        '@modelcontextprotocol/server-brave-search',
        '@brave/brave-search-mcp-server',
        'tavily-mcp',
        'exa-mcp-server',
        'duckduckgo-mcp-server',
        'server-perplexity-ask',
        '@perplexity-ai/mcp-server',
        'mcp-searxng',
        'serper-mcp-server',
        'g-search-mcp',
        '@kagi/kagimcp',
        'kagimcp',
      ],
      hosts: ['mcp.exa.ai', 'mcp.tavily.com', 'search.parallel.ai'],
      names: ['brave-search', 'tavily', 'exa', 'perplexity', 'duckduckgo', 'searxng'],
      tools: {
        perplexity_ask: 'read',
        perplexity_research: 'read',
        perplexity_reason: 'read',
        web_search_exa: 'read',
        tavily_extract: 'read',
        tavily_crawl: 'read',
        tavily_map: 'read',
      },
    },
  ),
  server(
    ['Firecrawl', 'network', 'read', 'fetch and crawl pages, whose text it then reads'],
    'https://docs.firecrawl.dev/mcp-server',
    {
      system: 'the web',
      packages: ['firecrawl-mcp', '@apify/actors-mcp-server', '@brightdata/mcp'],
      hosts: ['mcp.firecrawl.dev', 'mcp.apify.com', 'mcp.brightdata.com'],
      names: ['firecrawl', 'apify', 'brightdata'],
      tools: {
        firecrawl_scrape: 'read',
        firecrawl_crawl: 'read',
        firecrawl_map: 'read',
        firecrawl_extract: 'read',
      },
    },
  ),
  server(
    ['Playwright', 'network', 'write', 'drive a browser, with whatever it is logged in to'],
    'https://github.com/microsoft/playwright-mcp',
    {
      system: 'a browser',
      packages: [
        '@playwright/mcp',
        '@executeautomation/playwright-mcp-server',
        'mcp/playwright',
        'mcr.microsoft.com/playwright/mcp',
        'run-test-mcp-server',
        'run-mcp-server',
      ],
      names: ['playwright', 'playwright-test', 'playwright-mcp'],
      tools: {
        browser_snapshot: 'read',
        browser_console_messages: 'read',
        browser_network_requests: 'read',
        browser_take_screenshot: 'read',
        browser_evaluate: 'write',
        browser_run_code: 'write',
      },
    },
  ),
  server(
    ['Puppeteer', 'network', 'write', 'drive a browser, with whatever it is logged in to'],
    `${ARCHIVED}/puppeteer`,
    {
      system: 'a browser',
      packages: ['@modelcontextprotocol/server-puppeteer', 'puppeteer-mcp-server', 'mcp/puppeteer'],
      names: ['puppeteer'],
      tools: { puppeteer_screenshot: 'read', puppeteer_evaluate: 'write' },
    },
  ),
  server(
    ['Chrome DevTools', 'network', 'write', 'drive a browser, with whatever it is logged in to'],
    'https://github.com/ChromeDevTools/chrome-devtools-mcp',
    {
      system: 'a browser',
      packages: [
        'chrome-devtools-mcp',
        '@browsermcp/mcp',
        '@agentdeskai/browser-tools-mcp',
        'mcp-chrome-bridge',
      ],
      names: ['chrome-devtools', 'browsermcp', 'browser-tools', 'claude-in-chrome'],
      tools: { take_screenshot: 'read', take_snapshot: 'read' },
    },
  ),
  server(
    ['Browserbase', 'network', 'write', 'drive a browser in the cloud'],
    'https://docs.browserbase.com/integrations/mcp/introduction',
    {
      system: 'a browser',
      packages: [
        '@browserbasehq/mcp',
        '@browserbasehq/mcp-server-browserbase',
        '@hyperbrowser/mcp',
        '@steel-dev/steel-mcp',
      ],
      hosts: ['mcp.browserbase.com'],
      names: ['browserbase', 'hyperbrowser'],
    },
  ),
];
