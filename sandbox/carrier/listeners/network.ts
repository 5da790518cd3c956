import type { PlaybackNetwork } from '../playback/network.ts';
import type { SidKind } from '../sids.ts';
import type { Sockets } from './app-socket.ts';

/** What streams, transcriptions and the like touch. */
export type ListenerNetwork = PlaybackNetwork & {
  readonly sockets: Sockets;
  readonly newSid: (kind: SidKind) => string;
};
