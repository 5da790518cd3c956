import type { PhoneCall } from '../../messages.ts';

const SERVER_SLOW_MS = 3_000;
const NETWORK_SLOW_MS = 8_000;

/** Which side keeps the rep waiting longer than usual, and when to say so. `now` is this machine's clock. */
export const slowness = (
  { phase, waitsFor, refused, marks, view }: PhoneCall,
  now: number,
): { readonly by: 'server' | 'network' | null; readonly changesAt?: number } => {
  // A busy network has a message of its own.
  if (phase !== 'connecting' || waitsFor !== null || refused || view?.delayed) return { by: null };
  const [by, since, afterMs] =
    marks.connect !== undefined
      ? (['network', marks.connect, NETWORK_SLOW_MS] as const)
      : (['server', marks.posted, SERVER_SLOW_MS] as const);
  if (since === undefined) return { by: null };
  return now >= since + afterMs ? { by } : { by: null, changesAt: since + afterMs };
};
