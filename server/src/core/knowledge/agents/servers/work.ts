import { server } from './build.js';
import type { KnownServer } from './types.js';

/** Servers for tickets, documents and messages: what they write, people read. */
export const WORK_SERVERS: readonly KnownServer[] = [
  server(
    ['Slack', 'api', 'write', 'read channels and post messages'],
    'https://docs.slack.dev/ai/slack-mcp-server/',
    {
      packages: [
        '@modelcontextprotocol/server-slack',
        'mcp/slack',
        '@zencoderai/slack-mcp-server',
        'slack-mcp-server',
        '@slack/mcp-server',
      ],
      hosts: ['mcp.slack.com'],
      names: ['slack'],
      conversational: true,
    },
  ),
  server(
    ['Messages', 'api', 'write', 'read and send messages'],
    'https://discord.com/developers/docs/intro',
    {
      system: 'a messenger',
      packages: [
        'discord-mcp',
        'mcp-discord',
        '@line/line-bot-mcp-server',
        'telegram-mcp',
        'whatsapp-mcp-server',
        '@twilio-alpha/mcp',
        'mailgun-mcp-server',
        'resend-mcp',
        '@sendgrid/mcp',
      ],
      hosts: ['mcp.twilio.com', 'mcp.resend.com'],
      names: [
        'discord',
        'telegram',
        'whatsapp',
        'imessage',
        'teams',
        'twilio',
        'resend',
        'sendgrid',
        'mailgun',
      ],
      conversational: true,
    },
  ),
  server(
    ['Notion', 'api', 'write', 'read and change pages and databases'],
    'https://developers.notion.com/docs/mcp',
    {
      packages: ['@notionhq/notion-mcp-server', 'mcp/notion', '@suekou/mcp-notion-server'],
      hosts: ['mcp.notion.com'],
      names: ['notion', 'notionApi'],
      conversational: true,
    },
  ),
  server(['Linear', 'api', 'write', 'read and change issues and projects'], 'https://linear.app/docs/mcp', {
    packages: ['mcp-linear', '@tacticlaunch/mcp-linear', 'linear-mcp-server'],
    hosts: ['mcp.linear.app'],
    names: ['linear'],
    conversational: true,
    tools: { save_issue: 'write', save_comment: 'write' },
  }),
  server(
    ['Atlassian', 'api', 'write', 'read and change Jira issues and Confluence pages'],
    'https://support.atlassian.com/atlassian-rovo-mcp-server/',
    {
      packages: [
        'mcp-atlassian',
        'ghcr.io/sooperset/mcp-atlassian',
        '@aashari/mcp-server-atlassian-jira',
        '@aashari/mcp-server-atlassian-confluence',
        '@mcp-devtools/jira',
      ],
      hosts: ['mcp.atlassian.com'],
      names: ['atlassian', 'jira', 'confluence', 'atlassian-rovo', 'mcp-atlassian'],
      conversational: true,
      readOnly: /READ_ONLY_MODE|--read-only/u,
      tools: { atlassianUserInfo: 'read', lookupJiraAccountId: 'read' },
    },
  ),
  server(
    ['Asana', 'api', 'write', 'read and change tasks and projects'],
    'https://developers.asana.com/docs/using-asanas-mcp-server',
    {
      packages: ['@roychri/mcp-server-asana'],
      hosts: ['mcp.asana.com'],
      names: ['asana'],
      conversational: true,
    },
  ),
  server(
    ['Tasks', 'api', 'write', 'read and change tasks and boards'],
    'https://developer.clickup.com/docs/connect-an-ai-assistant-to-clickups-mcp-server',
    {
      system: 'a task tracker',
      packages: [
        '@taazkareem/clickup-mcp-server',
        '@mondaydotcomorg/monday-api-mcp',
        '@delorenj/mcp-server-trello',
        '@abhiz123/todoist-mcp-server',
        '@doist/todoist-mcp',
        '@shortcut/mcp',
      ],
      hosts: ['mcp.clickup.com', 'mcp.monday.com', 'ai.todoist.net', 'mcp.plane.so'],
      names: ['clickup', 'monday', 'trello', 'todoist', 'shortcut', 'basecamp', 'height', 'plane'],
      conversational: true,
    },
  ),
  server(
    ['Notes', 'api', 'write', 'read and change notes'],
    'https://github.com/MarkusPfundstein/mcp-obsidian',
    {
      system: 'a notebook',
      packages: [
        'mcp-obsidian',
        'obsidian-mcp',
        'obsidian-mcp-server',
        '@bitbonsai/mcpvault',
        'apple-notes-mcp',
      ],
      names: ['obsidian', 'mcp-obsidian', 'apple-notes', 'logseq', 'evernote'],
      conversational: true,
    },
  ),
  server(['Maps and weather', 'api', 'read', 'look up places'], 'https://developers.google.com/maps/ai/mcp', {
    system: 'maps',
    packages: ['@modelcontextprotocol/server-google-maps', 'mcp/google-maps', '@mapbox/mcp-server'],
    names: ['google-maps', 'mapbox', 'weather'],
  }),
  server(
    ['Miro and others', 'api', 'write', 'read and change boards and diagrams'],
    'https://developers.miro.com/docs/mcp-intro',
    {
      system: 'a whiteboard',
      packages: ['@k-jarzyna/mcp-miro', 'mermaid-mcp-server', 'drawio-mcp-server', 'excalidraw-mcp'],
      hosts: ['mcp.miro.com', 'mcp.canva.com'],
      names: ['miro', 'canva', 'mermaid', 'drawio', 'excalidraw'],
      conversational: true,
    },
  ),
];
