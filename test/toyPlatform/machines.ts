import type { Grant } from '../../server/src/core/model/facts.js';

/** What a robot can do with a machine. */
export type Machine = Pick<Grant, 'access' | 'system' | 'opens'>;

const MACHINES: Readonly<Record<string, Machine>> = {
  lathe: {
    access: 'write',
    system: { kind: 'compute', name: 'lathe' },
    opens: 'turns what lies in the lathe',
  },
  camera: { access: 'read', system: { kind: 'data', name: 'camera' }, opens: 'sees the workshop' },
  safe: { access: 'admin', system: { kind: 'data', name: 'safe' }, opens: 'takes what is in the safe' },
};

/** A machine by its name; of one that nobody has heard of it is taken that it can be seen. */
export function machineOf(name: string): Machine {
  return MACHINES[name] ?? { access: 'read', system: { kind: 'api', name }, opens: `looks at ${name}` };
}
