import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

/** Definitions and settings are known by what they hold. */
export function select(file: FileDescriptor): Sureness {
  return isDefinitions(file) || isSettings(file) || isCompose(file) ? SURE.looks : SURE.not;
}

/** Whether a file, by its path or address, is one of settings; else it is one of definitions. */
export function isConf(path: string): boolean {
  return /\.conf$/iu.test(path);
}

/** An export has these keys, whatever it is called: https://www.rabbitmq.com/docs/definitions */
function isDefinitions({ path, text }: FileDescriptor): boolean {
  if (!/\.json$/iu.test(path) || !/"(?:permissions|users)"\s*:\s*\[/u.test(text)) return false;
  return /"(?:rabbit_version|rabbitmq_version|vhosts)"\s*:/u.test(text) || /"configure"\s*:/u.test(text);
}

/** Settings of a broker that speak of its default user; the broker is known by the path, or by settings of its own. */
function isSettings({ path, text }: FileDescriptor): boolean {
  if (!isConf(path)) return false;
  if (
    /^[ \t]*(?:anonymous_login_user|loopback_users(?:\.\w+)?|default_(?:permissions|user_tags)\.\w+)[ \t]*=/mu.test(
      text,
    )
  ) {
    return true;
  }
  return (
    /^[ \t]*default_(?:user|pass)[ \t]*=/mu.test(text) &&
    (/rabbit/iu.test(path) || /^[ \t]*(?:listeners\.tcp|management\.|default_vhost)/mu.test(text))
  );
}

/** Whether a path is that of a file of Compose: https://docs.docker.com/compose/intro/compose-application-model/ */
export function isComposePath(path: string): boolean {
  return /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/iu.test(path);
}

/** A file of Compose that names the first user of a broker. */
function isCompose({ path, text }: FileDescriptor): boolean {
  return isComposePath(path) && text.includes('RABBITMQ_DEFAULT_USER');
}
