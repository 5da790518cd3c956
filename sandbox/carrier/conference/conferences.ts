import { createRegistry, type Registry, type RegistrySetup } from '../registry.ts';
import type { Conference } from './conference.ts';

/** The conferences of the network, including those that are over. */
export type Conferences = Registry<Conference> & {
  /** Whether keys pressed in a conference reach the other participants. */
  passesDigits: boolean;
};

export const createConferences = (setup: Omit<RegistrySetup<Conference>, 'isOver'>): Conferences => ({
  ...createRegistry({ ...setup, isOver: ({ status }) => status === 'completed' }),
  passesDigits: true,
});
