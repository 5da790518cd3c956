import type { Carrier, CarrierOptions } from './options.ts';

export type {
  Carrier,
  CarrierAccount,
  CarrierApplication,
  CarrierControl,
  CarrierOptions,
} from './options.ts';

/** Starts a Twilio-compatible phone network on this machine. */
export const startCarrier = async (_options: CarrierOptions): Promise<Carrier> => {
  throw new Error('The carrier is not built yet.');
};
