import type { CallNetwork } from '../calls/network.ts';
import type { Queues } from '../calls/queues.ts';
import type { ConferenceNetwork } from '../conference/network.ts';
import type { ListenerNetwork } from '../listeners/network.ts';
import type { TwimlNetwork } from '../twiml/network.ts';

/** What the verbs of a document touch. */
export type VerbNetwork = CallNetwork &
  TwimlNetwork &
  ConferenceNetwork &
  ListenerNetwork & { readonly queues: Queues };
