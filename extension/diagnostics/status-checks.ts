/** Whether an incoming call would ring here. */
import { HEARTBEAT_MS } from '../../shared/presence/contract.ts';
import { OFFLINE_AFTER_MS } from '../../shared/presence/rules.ts';
import { STATUS_LOOKS } from '../../shared/presence/words.ts';
import { asked } from './asking.ts';
import { bad, good, type Look, open, warn } from './finding.ts';
import { words } from './words.ts';

// The other half of the rule that a browser counts as gone after OFFLINE_AFTER_MS: one heartbeat may still come.
const LONGEST_SILENCE_MS = OFFLINE_AFTER_MS - HEARTBEAT_MS;

/** What the rep picked comes first: the status they have now may follow from any of the later causes. */
export const status: Look = ({ phone }) => {
  if (phone === undefined) return undefined;
  if (!phone?.status) return open(words.statusUnknown);
  const { picked, status: now } = phone.status;
  if (picked !== 'online')
    return warn(words.statusPicked(STATUS_LOOKS[picked].word), words.statusNext, { do: 'go_online' });
  if (now === 'away') return warn(words.autoAway, words.autoAwayNext, { do: 'go_online' });
  return good(words.statusGood);
};

export const heartbeat = asked(({ now, reachable: { phones, heardAt } }, { phone }) => {
  if (phone === undefined) return undefined;
  if (phone === null) return bad(words.phoneGone, words.reconnectNext, { do: 'reconnect' });
  // A phone without a dialer is connected, but takes no calls: other causes name that.
  if (phones === 0) return bad(words.notReached, words.notReachedNext, { do: 'reconnect' });
  const silentMs = now - (heardAt ?? 0);
  return silentMs > LONGEST_SILENCE_MS
    ? bad(words.silent(silentMs), words.notReachedNext, { do: 'reconnect' })
    : good(words.reached(phones));
});
