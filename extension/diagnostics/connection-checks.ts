/** Whether this browser and Ringside's server hear each other. */

import { serverIn } from './asking.ts';
import { bad, good, type Look, open, warn } from './finding.ts';
import { words } from './words.ts';

const LARGEST_SKEW_MS = 2 * 60_000;
/** A busy computer delays timers a little; a browser that saves energy, by much more. */
const HELD_BACK_MS = 10_000;

export const signedIn: Look = ({ isSignedIn, worker }) => {
  if (isSignedIn === undefined) return undefined;
  if (!isSignedIn) return bad(words.signedOut, words.signedOutNext, { go: 'browser' });
  return worker && !worker.ok && worker.error.reason === 'signed_out'
    ? bad(words.sessionEnded, words.signedOutNext, { go: 'browser' })
    : good(words.signedIn);
};

export const connection: Look = facts => {
  const { phone, worker } = facts;
  if (phone === undefined) return undefined;
  if (phone === null) return bad(words.phoneGone, words.reconnectNext, { do: 'reconnect' });
  if (phone.duty === 'starting') return open(words.connecting);
  if (phone.duty !== 'offline') return good(words.connected);
  // Where nothing at all reaches the server, connecting anew does not help: the next causes say what would.
  return worker?.ok ? bad(words.offDuty, words.reconnectNext, { do: 'reconnect' }) : open(words.reconnecting);
};

/** The line to the carrier shows whether it is this computer that reaches nobody, or the server that is away. */
export const internet: Look = ({ browser, worker, phone }) => {
  if (!browser || !worker) return undefined;
  if (worker.ok || worker.error.reason !== 'offline') return good(words.online);
  if (!browser.isOnline) return bad(words.offline, words.offlineNext);
  return phone?.line === 'down' ? bad(words.nothingReached, words.nothingReachedNext) : good(words.online);
};

export const server: Look = ({ worker }) => {
  if (!worker) return undefined;
  if (worker.ok || worker.error.reason === 'signed_out') return good(words.workerGood);
  return worker.error.reason === 'server'
    ? bad(worker.error.detail, words.workerBrokeNext)
    : bad(words.workerAway, words.workerAwayNext);
};

/** The phone notices that its own timers are late; a computer that sleeps is not counted. */
export const throttling: Look = ({ phone }) => {
  if (!phone) return phone === null ? open(words.phoneGone) : undefined;
  return phone.heldBackMs > HELD_BACK_MS
    ? warn(words.heldBack(phone.heldBackMs), words.heldBackNext, { do: 'performance' })
    : good(words.notHeldBack);
};

export const clock: Look = facts => {
  if (!serverIn(facts) || facts.skewMs === undefined) return undefined;
  return Math.abs(facts.skewMs) < LARGEST_SKEW_MS
    ? good(words.clockGood)
    : bad(words.clockWrong(facts.skewMs), words.clockNext);
};
