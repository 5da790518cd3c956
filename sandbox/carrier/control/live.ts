import { DIRECTORY } from '../../people/personas.ts';
import { type Call, isOver } from '../calls/call.ts';
import { joined } from '../conference/conference.ts';
import type { LedgerFault, LedgerRequest, LedgerWebhook } from '../ledger/ledger.ts';
import type { Network } from '../network.ts';
import type { ReadFaultPlan } from '../weather/plan.ts';

/** One leg, as the page shows it. Times are ms UTC. */
export type LiveLeg = {
  readonly sid: string;
  readonly kind: Call['kind'];
  readonly direction: Call['direction'];
  readonly from: string;
  readonly to: string;
  readonly persona: string | undefined;
  readonly status: string;
  readonly createdAt: number;
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  /** The conference or queue the leg is in. */
  readonly room: string | undefined;
  readonly held: boolean;
  readonly muted: boolean;
  /** Accumulated energy of the party's voice; the page takes the difference to show the current volume. */
  readonly said: number;
  readonly heard: number;
};

/** Everything the page shows; it polls for this. */
export type Live = {
  readonly now: number;
  readonly isDown: boolean;
  readonly isSignallingDown: boolean;
  readonly weather: ReadFaultPlan;
  readonly account: string;
  readonly lines: readonly string[];
  readonly directory: readonly { readonly number: string; readonly name: string }[];
  /** Live legs first, then the most recently ended ones. */
  readonly legs: readonly LiveLeg[];
  readonly webhooks: readonly LedgerWebhook[];
  readonly requests: readonly LedgerRequest[];
  readonly faults: readonly LedgerFault[];
  /** The tab's own telephone. */
  readonly phone: { readonly number: string; readonly callSid: string | undefined } | undefined;
  /** The tab is a telephone on another device, and sees only its own call. */
  readonly isGuest: boolean;
  /** Where a telephone on the same network connects, as a URL and a QR code (SVG); undefined when it cannot. */
  readonly door: { readonly url: string; readonly qr: string } | undefined;
  /** The call the tab listens to is still live. */
  readonly isListening: boolean;
};

const MOST_OVER = 30;
const MOST_EVENTS = 150;

const roomOf = (network: Network): Map<string, { room: string; held: boolean; muted: boolean }> => {
  const rooms = new Map<string, { room: string; held: boolean; muted: boolean }>();
  for (const conference of network.conferences.values()) {
    if (conference.status === 'completed') continue;
    for (const { call, held, muted } of joined(conference))
      rooms.set(call.sid, { room: conference.friendlyName, held, muted });
  }
  for (const queue of network.queues.values())
    for (const { call } of queue.waiting)
      rooms.set(call.sid, { room: `queue ${queue.friendlyName}`, held: true, muted: false });
  return rooms;
};

/** The state of the network as one tab sees it. */
export const liveView = (network: Network, tab: string): Live => {
  const rooms = roomOf(network);
  const legOf = (call: Call): LiveLeg => {
    const room = rooms.get(call.sid);
    const { heard, said } = call.media.flow();
    return {
      sid: call.sid,
      kind: call.kind,
      direction: call.direction,
      from: call.from,
      to: call.to,
      persona: call.persona,
      status: call.status,
      createdAt: call.createdAt,
      answeredAt: call.answeredAt,
      endedAt: call.endedAt,
      room: room?.room,
      held: room?.held ?? false,
      muted: room?.muted ?? false,
      said: said.energy,
      heard: heard.energy,
    };
  };
  const phone = network.phones.get(tab);
  if (phone) phone.seenAt = network.time.clock.now();
  const newestFirst = [...network.calls.values()].reverse();
  const isMine = phone?.call && !isOver(phone.call);
  return {
    now: network.time.clock.now(),
    isDown: network.rest.isDown,
    isSignallingDown: network.devices.signalling?.isShut() ?? false,
    weather: network.weather.plan(),
    account: network.account.sid,
    lines: [...network.account.lines.keys()],
    directory: DIRECTORY,
    legs: [
      ...newestFirst.filter(call => !isOver(call)),
      ...newestFirst.filter(isOver).slice(0, MOST_OVER),
    ].map(legOf),
    webhooks: network.hooks.log.items().slice(-MOST_EVENTS),
    requests: network.rest.requests.items().slice(-MOST_EVENTS),
    faults: network.faults.noted.items().slice(-MOST_EVENTS),
    phone: phone ? { number: phone.number, callSid: isMine ? phone.call?.sid : undefined } : undefined,
    isGuest: false,
    door: network.page.door ? { url: network.page.door.url, qr: network.page.door.qr } : undefined,
    isListening: network.page.ears.has(tab),
  };
};

/** The view of a telephone on another device: itself, its call, and the numbers it can call. */
export const guestView = (network: Network, tab: string): Live => {
  const all = liveView(network, tab);
  return {
    ...all,
    account: '',
    legs: all.legs.filter(({ sid }) => sid === all.phone?.callSid),
    webhooks: [],
    requests: [],
    faults: [],
    isGuest: true,
    door: undefined,
  };
};
