import { server } from './build.js';
import type { KnownServer } from './types.js';

/** Servers for databases and for what people work with. */
export const DATA_SERVERS: readonly KnownServer[] = [
  server(
    ['PostgreSQL', 'data', 'read', 'read the database'],
    'https://github.com/modelcontextprotocol/servers-archived/tree/main/src/postgres',
    {
      system: 'a database',
      packages: ['@modelcontextprotocol/server-postgres', 'mcp/postgres'],
      tools: { query: 'read' },
    },
  ),
  server(
    ['PostgreSQL', 'data', 'write', 'run any statement on the database'],
    'https://github.com/crystaldba/postgres-mcp',
    {
      system: 'a database',
      packages: [
        'postgres-mcp',
        'crystaldba/postgres-mcp',
        '@henkey/postgres-mcp-server',
        '@ahmedmustahid/postgres-mcp-server',
        '@bytebase/dbhub',
        'bytebase/dbhub',
        'mcp-server-duckdb',
        'mcp-server-motherduck',
        'toolbox',
        '@toolbox-sdk/server',
      ],
      names: ['postgres', 'postgresql', 'database', 'db', 'dbhub', 'duckdb'],
      readOnly: /--access-mode[= ]restricted|--read-?only/u,
    },
  ),
  server(
    ['SQLite', 'data', 'write', 'run any statement on the database'],
    'https://github.com/modelcontextprotocol/servers-archived/tree/main/src/sqlite',
    {
      system: 'a database',
      packages: [
        'mcp-server-sqlite',
        '@modelcontextprotocol/server-sqlite',
        'mcp/sqlite',
        'mcp-sqlite',
        'mcp-server-sqlite-npx',
      ],
      names: ['sqlite'],
      tools: { read_query: 'read', append_insight: 'read' },
    },
  ),
  server(
    ['MySQL', 'data', 'write', 'run any statement on the database'],
    'https://github.com/benborla/mcp-server-mysql',
    {
      system: 'a database',
      packages: [
        '@benborla29/mcp-server-mysql',
        'mysql_mcp_server',
        'mysql-mcp-server',
        'mcp-server-mssql',
        '@executeautomation/database-server',
      ],
      names: ['mysql', 'mariadb', 'mssql', 'sqlserver', 'oracle'],
    },
  ),
  server(
    ['MongoDB', 'data', 'write', 'read and change documents, and clusters where it has a key'],
    'https://www.mongodb.com/docs/mcp-server/',
    {
      system: 'a database',
      packages: [
        'mongodb-mcp-server',
        'mongodb/mongodb-mcp-server',
        'mcp-mongo-server',
        'mongo-mcp',
        'mcp-mongodb',
      ],
      names: ['mongodb', 'mongo'],
      readOnly: /--read-?only|MDB_MCP_READ_ONLY/iu,
      tools: { find: 'read', aggregate: 'read', count: 'read', explain: 'read', connect: 'read' },
    },
  ),
  server(['Redis', 'data', 'write', 'read and change keys'], 'https://github.com/redis/mcp-redis', {
    system: 'a database',
    packages: [
      'redis-mcp-server',
      'mcp/redis',
      '@modelcontextprotocol/server-redis',
      '@upstash/mcp-server',
      '@gongrzhe/server-redis-mcp',
    ],
    names: ['redis', 'upstash'],
    tools: {
      hgetall: 'read',
      hget: 'read',
      lrange: 'read',
      smembers: 'read',
      zrange: 'read',
      dbsize: 'read',
    },
  }),
  server(
    [
      'Supabase',
      'control-plane',
      'admin',
      'run any statement on the databases, and change projects and functions',
    ],
    'https://github.com/supabase/mcp',
    {
      packages: ['@supabase/mcp-server-supabase', 'supabase-mcp-server', '@supabase/mcp-server-postgrest'],
      hosts: ['mcp.supabase.com'],
      names: ['supabase'],
      readOnly: /[?&]read_only=true|--read-only/u,
      tools: { generate_typescript_types: 'read', confirm_cost: 'read' },
    },
  ),
  server(
    ['Neon', 'control-plane', 'admin', 'run any statement on the databases, and change projects'],
    'https://neon.com/docs/ai/neon-mcp-server',
    {
      packages: ['@neondatabase/mcp-server-neon'],
      hosts: ['mcp.neon.tech'],
      names: ['neon'],
      readOnly: /x-read-only|--read-only/iu,
    },
  ),
  server(
    ['PlanetScale', 'data', 'write', 'run statements on the databases'],
    'https://planetscale.com/docs/connect/mcp',
    {
      packages: ['planetscale'],
      hosts: ['mcp.pscale.dev', 'mcp.planetscale.com'],
      names: ['planetscale', 'turso', 'convex', 'prisma', 'prisma-postgres'],
    },
  ),
  server(
    ['Convex', 'data', 'write', 'read and change data of deployments'],
    'https://docs.convex.dev/ai/convex-mcp-server',
    {
      packages: ['convex', 'convex@latest', 'prisma'],
      hosts: ['mcp.prisma.io'],
    },
  ),
  server(
    ['Warehouse', 'data', 'write', 'run statements on the warehouse'],
    'https://docs.snowflake.com/en/user-guide/snowflake-cortex/cortex-agents-mcp',
    {
      system: 'a data warehouse',
      packages: [
        'snowflake-labs-mcp',
        'mcp-snowflake-server',
        'mcp_snowflake_server',
        'mcp-server-bigquery',
        '@ergut/mcp-bigquery-server',
        'databricks-mcp',
        'mcp-clickhouse',
        'dbt-mcp',
      ],
      names: ['snowflake', 'bigquery', 'databricks', 'clickhouse', 'dbt'],
    },
  ),
  server(
    ['Elasticsearch', 'data', 'read', 'search indices'],
    'https://www.elastic.co/docs/solutions/search/mcp',
    {
      system: 'an index',
      packages: [
        '@elastic/mcp-server-elasticsearch',
        'docker.elastic.co/mcp/elasticsearch',
        'opensearch-mcp-server-py',
        'mcp-server-qdrant',
        'chroma-mcp',
        '@pinecone-database/mcp',
        'mcp-algolia',
      ],
      names: ['elasticsearch', 'opensearch', 'qdrant', 'chroma', 'pinecone', 'algolia', 'weaviate'],
    },
  ),
  server(
    ['Airtable', 'data', 'write', 'read and change records'],
    'https://support.airtable.com/docs/using-the-airtable-mcp-server',
    {
      packages: ['airtable-mcp-server'],
      hosts: ['mcp.airtable.com'],
      names: ['airtable', 'baserow', 'nocodb'],
    },
  ),
  server(
    ['Google Drive', 'data', 'read', 'read files and documents'],
    'https://github.com/modelcontextprotocol/servers-archived/tree/main/src/gdrive',
    {
      packages: [
        '@modelcontextprotocol/server-gdrive',
        'mcp/gdrive',
        '@isaacphi/mcp-gdrive',
        '@piotr-agier/google-drive-mcp',
      ],
      hosts: ['drivemcp.googleapis.com'],
      names: ['gdrive', 'google-drive'],
    },
  ),
  server(
    ['Google Workspace', 'data', 'write', 'read and send mail, and change files and calendars'],
    'https://developers.google.com/workspace/guides/build-with-llms',
    {
      packages: [
        'workspace-mcp',
        'google-workspace-mcp',
        '@gongrzhe/server-gmail-autoauth-mcp',
        'google-calendar-mcp',
        '@cocal/google-calendar-mcp',
        'mcp-gsuite',
        '@softeria/ms-365-mcp-server',
      ],
      hosts: ['gmailmcp.googleapis.com'],
      names: ['google-workspace', 'gmail', 'google-calendar', 'ms365', 'outlook', 'workspace'],
    },
  ),
  server(
    ['File store', 'data', 'write', 'read and change files'],
    'https://developer.box.com/guides/box-mcp/',
    {
      system: 'a file store',
      packages: ['mcp-server-box', 'dropbox-mcp'],
      hosts: ['mcp.box.com', 'mcp.dropbox.com'],
      names: ['box', 'dropbox', 'onedrive', 'sharepoint'],
    },
  ),
  server(
    ['Stripe', 'billing', 'admin', 'charge, refund and change customers and subscriptions'],
    'https://docs.stripe.com/mcp',
    {
      packages: ['@stripe/mcp'],
      hosts: ['mcp.stripe.com'],
      names: ['stripe'],
      tools: {
        retrieve_balance: 'read',
        search_documentation: 'read',
        search_stripe_documentation: 'read',
        search_stripe_resources: 'read',
        fetch_stripe_resources: 'read',
      },
    },
  ),
  server(
    ['PayPal and others', 'billing', 'admin', 'invoice, charge and refund'],
    'https://developer.paypal.com/tools/mcp-server/',
    {
      system: 'payments',
      packages: [
        '@paypal/mcp',
        'square-mcp-server',
        '@razorpay/mcp',
        '@mercadopago/mcp',
        '@polar-sh/mcp',
        '@paddle/paddle-mcp',
        '@lemonsqueezy/mcp',
        '@chargebee/mcp',
        '@revenuecat/mcp',
        '@xeroapi/xero-mcp-server',
      ],
      hosts: [
        'mcp.paypal.com',
        'mcp.squareup.com',
        'mcp.razorpay.com',
        'mcp.polar.sh',
        'mcp.mercadopago.com',
        'mcp.revenuecat.ai',
        'mcp.ramp.com',
      ],
      names: [
        'paypal',
        'square',
        'razorpay',
        'mercadopago',
        'polar',
        'paddle',
        'lemonsqueezy',
        'chargebee',
        'revenuecat',
        'xero',
        'quickbooks',
      ],
    },
  ),
  server(
    ['Shopify', 'data', 'write', 'read and change products, orders and customers'],
    'https://shopify.dev/docs/apps/build/storefront-mcp',
    {
      packages: ['shopify-mcp', 'shopify-mcp-server'],
      names: ['shopify', 'woocommerce'],
    },
  ),
  server(
    ['Shopify documentation', 'api', 'read', 'look up documentation'],
    'https://shopify.dev/docs/apps/build/devmcp',
    {
      packages: ['@shopify/dev-mcp'],
      names: ['shopify-dev-mcp'],
    },
  ),
  server(
    ['Customer data', 'data', 'write', 'read and change contacts, deals and conversations of customers'],
    'https://developers.hubspot.com/mcp',
    {
      system: 'customer records',
      packages: [
        '@hubspot/mcp-server',
        '@salesforce/mcp',
        '@tsmztech/mcp-server-salesforce',
        'intercom-mcp',
        'zendesk-mcp-server',
      ],
      hosts: ['mcp.hubspot.com', 'mcp.intercom.com', 'app.hubspot.com/mcp', '.salesforce.com'],
      names: ['hubspot', 'salesforce', 'intercom', 'zendesk', 'pipedrive', 'attio'],
    },
  ),
  server(
    ['a service that joins apps', 'api', 'write', 'act in every app that is connected to it'],
    'https://docs.zapier.com/mcp/home',
    {
      packages: ['n8n-mcp', '@makehq/mcp-server', '@composio/mcp'],
      hosts: ['mcp.zapier.com', 'mcp.composio.dev', 'mcp.pipedream.net', 'remote.mcp.pipedream.net'],
      names: ['zapier', 'n8n', 'make', 'composio', 'pipedream'],
    },
  ),
  server(
    ['Identity provider', 'identity', 'admin', 'change users, apps and tenants'],
    'https://auth0.com/docs/get-started/auth0-mcp-server',
    {
      packages: [
        '@auth0/auth0-mcp-server',
        'okta-mcp-server',
        '@clerk/agent-toolkit',
        '@descope/mcp-express',
        'keycloak-mcp-server',
      ],
      hosts: ['mcp.clerk.com', 'mcp.workos.com'],
      names: ['auth0', 'okta', 'clerk', 'workos', 'keycloak', 'entra'],
    },
  ),
];
