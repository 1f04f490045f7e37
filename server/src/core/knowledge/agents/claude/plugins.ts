import type { AgentSettings, PluginSwitch } from '../../../model/agentParts.js';
import type { Unknown } from '../../../model/facts.js';

/**
 * What the plugins that are switched on add: a plugin brings skills, agents, hooks that run commands without a question,
 * and servers, and lies in a marketplace that these files only name. Of several files the last one that names a plugin
 * counts. https://code.claude.com/docs/en/plugins/overview
 *
 * @param files from the lowest precedence to the highest.
 */
export function unreadPlugins(files: readonly AgentSettings[]): readonly Unknown[] {
  const switches = new Map<string, PluginSwitch>();
  for (const { plugins } of files) for (const plugin of plugins) switches.set(plugin.name, plugin);
  return [...switches.values()]
    .filter(({ on }) => on)
    .map(({ name, origin }) => ({
      what: `what plugin ${name} adds`,
      why: 'a plugin brings agents, hooks that run commands, and servers, and is not in these files',
      origin,
    }));
}
