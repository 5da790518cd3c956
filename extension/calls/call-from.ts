import { E164 } from '../../shared/numbers/contract.ts';
import { readStored, writeStored } from '../stored.ts';

const KEY = 'callFrom';
const CHANNEL = 'ringside.callFrom';

/** The number picked by hand that this computer calls from; undefined if the Worker picks. */
export const callFrom = async (): Promise<E164 | undefined> => E164.safeParse(await readStored(KEY)).data;

/** Applies to every call from this computer until it is changed. Null lets the Worker pick again. */
export const storeCallFrom = async (number: E164 | null): Promise<void> => {
  await writeStored(KEY, number);
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(number);
  channel.close();
};

/** Keeps the picked number in memory, so that a dial need not wait for storage, except during the first read. */
export const followCallFrom = (): (() => E164 | undefined | Promise<E164 | undefined>) => {
  let known: E164 | undefined;
  let isKnown = false;
  const take = (picked: E164 | undefined): E164 | undefined => {
    known = picked;
    isKnown = true;
    return known;
  };
  new BroadcastChannel(CHANNEL).addEventListener('message', ({ data }) => take(E164.safeParse(data).data));
  const reading = callFrom().then(picked => (isKnown ? known : take(picked)));
  return () => (isKnown ? known : reading);
};
