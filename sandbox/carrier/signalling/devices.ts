import type { Patience } from './call.ts';
import type { Signalling } from './signalling.ts';

/** The devices' side of the network. */
export type Devices = {
  /** Undefined until the carrier listens; a restart recreates it. */
  signalling: Signalling | undefined;
  readonly patience: Patience;
  /** By identity: what the devices' microphones say, line by line. */
  readonly microphones: Map<string, string[]>;
};
