import { type CheckId, shownFor } from '../../extension/diagnostics/checks.ts';
import type { Facts } from '../../extension/diagnostics/facts.ts';
import type { Finding } from '../../extension/diagnostics/finding.ts';
import type { AudioStats, LineTest } from '../../extension/messages.ts';
import type { CheckUp } from '../../shared/diagnostics/contract.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { ok } from '../../shared/result.ts';

export const AUDIO: AudioStats = {
  packetsSent: 200,
  packetsReceived: 200,
  packetsLost: 0,
  bytesSent: 1,
  bytesReceived: 1,
  energyIn: 1,
  energyOut: 1,
  jitterMs: 2,
  roundTripMs: 20,
};
export const LINE: LineTest = { isUp: true, failure: null, setUpMs: 300, audio: AUDIO };
export const WORKER: CheckUp = {
  now: 0,
  role: 'admin',
  dialerEnabled: true,
  hasAccount: true,
  hasKey: true,
  canDial: true,
  problems: [],
  accountKind: 'full',
  callableNumbers: 2,
  reachable: { phones: 1, heardAt: -20_000 },
  lastCalled: [],
  lineTestAt: null,
};
export const OURS = E164.parse('+12125550190');
export const DEVICES = {
  microphone: 'granted',
  inputs: 1,
  outputs: 1,
  label: 'Headset',
  level: 0.2,
  isMuted: false,
  mayPlay: true,
} as const;
export const PHONE: NonNullable<Facts['phone']> = {
  duty: 'ready',
  skewMs: 40,
  status: { picked: 'online', status: 'online', since: 0 },
  line: 'up',
  heldBackMs: 0,
  refused: null,
};
export const WELL = {
  browser: { isChromium: true, isOnline: true },
  isSignedIn: true,
  worker: ok(WORKER),
  skewMs: 40,
  callerId: { picked: null, callable: [OURS] },
  devices: DEVICES,
  phone: PHONE,
  isVpn: false,
  line: ok(LINE),
  wasWorkerAsked: true,
} as const satisfies Facts;

export type Found = Finding | 'waits' | 'skipped';
/** What is shown for each cause; a cause of several symptoms counts as looked at if one of them looked at it. */
export const found = (facts: Facts): Map<CheckId, Found> => {
  const all = shownFor(facts).flatMap(({ causes }) => causes);
  const [looked, not] = [all.filter(each => typeof each.finding === 'object'), all];
  return new Map([...not, ...looked].map(({ id, finding }) => [id, finding]));
};
export const worker = (over: Partial<CheckUp>): Facts => ({ ...WELL, worker: ok({ ...WORKER, ...over }) });
export const phone = (over: Partial<NonNullable<Facts['phone']>>): Facts => ({
  ...WELL,
  phone: { ...PHONE, ...over },
});
export const devices = (over: Partial<NonNullable<Facts['devices']>>): Facts => ({
  ...WELL,
  devices: { ...DEVICES, ...over },
});
export const audio = (over: Partial<AudioStats>): Facts => ({
  ...WELL,
  line: ok({ ...LINE, audio: { ...AUDIO, ...over } }),
});
