import type { Flow } from '../../model/breadth.js';
import type { AccessLevel } from '../../model/vocabulary.js';

/** What one of the three permissions of a user lets it do with the queues and exchanges whose name fits. */
export interface RabbitPermission {
  readonly key: 'configure' | 'write' | 'read';
  readonly access: AccessLevel;
  readonly flow: Flow;
  /** Words that follow "it can". */
  readonly opens: string;
}

/** https://www.rabbitmq.com/docs/access-control#authorisation */
export const RABBIT_PERMISSIONS: readonly RabbitPermission[] = [
  {
    key: 'configure',
    access: 'admin',
    flow: 'administer',
    opens: 'declare and delete queues and exchanges',
  },
  { key: 'write', access: 'write', flow: 'publish', opens: 'publish to exchanges and bind queues' },
  {
    key: 'read',
    access: 'read',
    flow: 'consume',
    opens: 'consume from queues, purge them and bind to exchanges',
  },
];

/** What a tag lets its user do through the management API. https://www.rabbitmq.com/docs/management#permissions */
export const RABBIT_TAGS: Readonly<Record<string, { readonly access: AccessLevel; readonly opens: string }>> =
  {
    administrator: {
      access: 'admin',
      opens: 'change users, virtual hosts and permissions, and so get every right of the broker',
    },
    policymaker: { access: 'admin', opens: 'change policies and parameters of its virtual hosts' },
    monitoring: { access: 'read', opens: 'see every virtual host, connection and node' },
    management: { access: 'read', opens: 'see its own virtual hosts, queues and connections' },
  };
