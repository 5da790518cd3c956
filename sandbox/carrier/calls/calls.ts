import { createRegistry, type Registry, type RegistrySetup } from '../registry.ts';
import { type Call, isOver } from './call.ts';

/** The calls of the network, including those that are over. */
export type Calls = Registry<Call> & {
  /** How many calls per second an application may have dialled, and when the next one may be. */
  readonly pace: { readonly perSecond: number; nextAt: number };
};

export const createCalls = (setup: Omit<RegistrySetup<Call>, 'isOver'>, perSecond: number): Calls => ({
  ...createRegistry({ ...setup, isOver }),
  pace: { perSecond, nextAt: 0 },
});
