import { voiceToken } from '../../shared/calls/contract.ts';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { MemberId } from '../../shared/ids.ts';
import { type ServerFrame, socketTicket } from '../../shared/presence/contract.ts';
import { me } from '../../shared/team/contract.ts';
import type { ClickAction } from '../../shared/workspace/click-action.ts';
import type { call } from '../api.ts';
import type { PhoneState } from '../messages.ts';
import { getSession, storeMe } from '../session.ts';
import { mayDial } from '../team/may.ts';
import { type Socket, type SocketAddress, switchboardSocket } from './socket.ts';

const TOKEN_RETRY_MS = 15_000;
/** However wrong this machine's clock is, a token is not requested more often than this. */
const SOONEST_REFRESH_MS = 60_000;
/** A token with less time left than this is not used to start a call. */
const TOKEN_MARGIN_MS = 5 * 60_000;
/** A reconnect that takes longer goes on unattended. */
const RECONNECT_MS = 8_000;

/** The phone, as far as being on duty is concerned. */
export type DutyPorts = {
  readonly store: {
    readonly get: () => Pick<PhoneState, 'duty' | 'skewMs'>;
    readonly put: (change: Pick<PhoneState, 'duty'>) => void;
  };
  readonly device: {
    readonly prepare: (token: ReplyOf<typeof voiceToken>) => void;
    readonly goodUntil: () => number | null;
    readonly line: () => 'making' | 'up' | 'down';
    readonly reopen: () => void;
    readonly release: () => void;
  };
  /** Asks the Worker. */
  readonly ask: typeof call;
  readonly now: () => number;
  readonly isInCall: () => boolean;
  /** Receives what the Switchboard sends. */
  readonly hear: (frame: ServerFrame) => void;
};

export type Duty = {
  /** Goes on duty if there is a session, off duty if there is none; does nothing if the session is unchanged. */
  readonly follow: () => Promise<void>;
  /** Connects to the Worker anew, unless that would disturb a call. Resolves once connected, or after a few seconds. */
  readonly reconnect: () => Promise<void>;
  readonly tell: Socket['tell'];
  readonly tellNow: Socket['tellNow'];
  readonly carries: Socket['carries'];
  readonly wrapUpDone: Socket['wrapUpDone'];
  readonly idle: Socket['idle'];
  /** Resolves once there is a token good enough to connect with: usually at once. */
  readonly readyToken: () => Promise<void>;
  /** What a click on a number in a page does, as set for the workspace. */
  readonly clickAction: () => ClickAction;
  /** The signed-in member. */
  readonly memberId: () => MemberId | null;
  /** The carrier refused the token: fetches another one before the next click needs it. */
  readonly renewToken: () => void;
  /** The line to the carrier went up or down. */
  readonly lineChanged: () => void;
};

/**
 * Being on duty: the socket to the Worker and the line to the carrier are up, and a token is ready, so that a click
 * need not wait for any of them.
 */
export const duty = (phone: () => DutyPorts): Duty => {
  /** The session and the member: switching the workspace changes the member. */
  let bearer: string | null = null;
  let refresh: ReturnType<typeof setTimeout> | undefined;
  let fetching: Promise<void> | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let socketUp = false;
  let tellUp: () => void = () => undefined;
  let notReady = false;
  let clickAction: ClickAction = 'call';
  let memberId: MemberId | null = null;
  let absent: 'signed_out' | 'no_dialer' = 'signed_out';

  const serverNow = (): number => phone().now() + phone().store.get().skewMs;

  const show = (): void => {
    const { store, device } = phone();
    const was = store.get().duty;
    const next = (): PhoneState['duty'] => {
      if (bearer === null) return absent;
      if (notReady) return 'not_ready';
      if (!socketUp || device.goodUntil() === null) return was === 'starting' ? was : 'offline';
      const line = device.line();
      if (line === 'up') return 'ready';
      // A line that is still being opened does not count as missing yet.
      return line === 'making' && (was === 'starting' || was === 'ready') ? was : 'no_line';
    };
    const duty = next();
    if (duty !== was) store.put({ duty });
  };

  /** The network seems to be back: the SDK itself may take long to notice. */
  const mendLine = (): void => {
    const { device } = phone();
    if (bearer !== null && device.line() === 'down') device.reopen();
  };
  globalThis.addEventListener('online', mendLine);

  const fetchToken = async (): Promise<void> => {
    const asker = bearer;
    const reply = await phone().ask(voiceToken, {});
    if (bearer === null) return;
    // Another member signed in in the meantime: this token is not theirs.
    if (bearer !== asker) return fetchToken();
    const { device } = phone();
    clearTimeout(refresh);
    notReady = !reply.ok && reply.error.reason === 'dialer_not_ready';
    if (reply.ok) {
      device.prepare(reply.value);
      const leftMs = reply.value.expiresAt - serverNow();
      refresh = setTimeout(refreshIdle, Math.max(SOONEST_REFRESH_MS, leftMs / 2));
    } else if (reply.error.reason === 'signed_out') {
      signedOut();
    } else {
      if (!notReady && phone().store.get().duty === 'starting') phone().store.put({ duty: 'offline' });
      refresh = setTimeout(refreshIdle, TOKEN_RETRY_MS);
    }
    show();
  };
  const token = (): Promise<void> => {
    fetching ??= fetchToken().finally(() => {
      fetching = undefined;
    });
    return fetching;
  };
  /** A new token in the middle of a call can cost a second of audio, and an expired token does not end a call. */
  const refreshIdle = (): void => {
    if (phone().isInCall()) refresh = setTimeout(refreshIdle, TOKEN_RETRY_MS);
    else void token();
  };

  const address = async (): Promise<SocketAddress> => {
    const session = await getSession();
    if (!session) return 'stop';
    const reply = await phone().ask(socketTicket, {});
    if (reply.ok) return { url: session.serverUrl, ticket: reply.value.ticket };
    // Refused: the member's role may no longer be allowed to call.
    if (reply.error.reason === 'server') void learnAnew();
    return reply.error.reason === 'signed_out' ? 'stop' : 'later';
  };

  const socket = switchboardSocket({
    address: async () => {
      const next = await address();
      if (next === 'later' && phone().store.get().duty === 'starting') phone().store.put({ duty: 'offline' });
      return next;
    },
    onUp: up => {
      socketUp = up;
      if (up) mendLine();
      if (up) tellUp();
      show();
    },
    onStopped: () => signedOut(),
    isInCall: () => phone().isInCall(),
    network: globalThis,
    onFrame: frame => phone().hear(frame),
  });

  /** A live call keeps the device: the end of the call releases it, not the end of the session. */
  const releaseIdle = (): void => {
    if (phone().isInCall()) refresh = setTimeout(releaseIdle, TOKEN_RETRY_MS);
    else phone().device.release();
  };
  const signedOut = (why: typeof absent = 'signed_out'): void => {
    bearer = null;
    absent = why;
    notReady = false;
    clearTimeout(refresh);
    socket.stop();
    releaseIdle();
    show();
  };

  const learnAnew = async (): Promise<void> => {
    const reply = await phone().ask(me, {});
    if (!reply.ok) return;
    await storeMe(reply.value);
    await follow();
  };

  const follow = async (): Promise<void> => {
    const session = await getSession();
    clickAction = session?.me.workspace.clickAction ?? 'call';
    memberId = session?.me.member.id ?? null;
    const wanted = session && mayDial(session.me) ? `${session.id} ${session.me.member.id}` : null;
    if (wanted !== null && wanted === bearer) return;
    if (bearer !== null || wanted === null)
      signedOut(session && wanted === null ? 'no_dialer' : 'signed_out');
    if (wanted === null) return;
    bearer = wanted;
    phone().store.put({ duty: 'starting' });
    socket.start();
    await token();
  };

  return {
    follow,
    clickAction: () => clickAction,
    memberId: () => memberId,
    tell: socket.tell,
    tellNow: socket.tellNow,
    carries: socket.carries,
    wrapUpDone: socket.wrapUpDone,
    idle: socket.idle,
    lineChanged: show,
    reconnect: async () => {
      if (phone().isInCall() && socketUp) return;
      const { promise: isUp, resolve } = Promise.withResolvers<void>();
      tellUp = resolve;
      if (bearer === null) await follow();
      else {
        socket.stop();
        socket.start();
        void token();
      }
      if (bearer === null) return;
      await Promise.race([isUp, new Promise(late => setTimeout(late, RECONNECT_MS))]);
    },
    renewToken: () => {
      if (bearer === null) return;
      clearTimeout(refresh);
      // If new tokens are refused at once, fetching them faster does not help.
      const waitMs = Math.max(0, renewedAt + TOKEN_RETRY_MS - phone().now());
      renewedAt = phone().now() + waitMs;
      refresh = setTimeout(refreshIdle, waitMs);
    },
    readyToken: async () => {
      // A dial that created this phone arrives before the session is read. If reading fails, the request reports it.
      if (bearer === null) await follow().catch(() => undefined);
      const until = phone().device.goodUntil();
      if (until === null || until - serverNow() < TOKEN_MARGIN_MS) await token();
    },
  };
};
