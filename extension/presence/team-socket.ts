/** A screen's socket to the Switchboard: receives the statuses of the team for as long as it is watched. */
import { HEARTBEAT_MS, SOCKET_PATH, SOCKET_PROTOCOL } from '../../shared/presence/contract.ts';
import { teamTicket } from '../../shared/presence/status-contract.ts';
import { TeamFrame } from '../../shared/presence/team-frames.ts';
import { call } from '../api.ts';
import { getSession } from '../session.ts';

const PONG_LIMIT_MS = 5_000;
const RETRY_MS = 4_000;

export type TeamEvents = {
  readonly onTeam: (frame: TeamFrame) => void;
  /** The connection is lost; it is being restored until the watch ends. */
  readonly onDown: () => void;
};

const parse = (data: unknown): TeamFrame | undefined =>
  typeof data === 'string' && data !== 'pong' ? TeamFrame.safeParse(JSON.parse(data)).data : undefined;

/** Returns a function that ends the watch. */
export const watchTeam = ({ onTeam, onDown }: TeamEvents): (() => void) => {
  let isWatching = true;
  let socket: WebSocket | undefined;
  let beat: ReturnType<typeof setTimeout> | undefined;
  let next: ReturnType<typeof setTimeout> | undefined;

  const again = (): void => {
    clearTimeout(beat);
    clearTimeout(next);
    socket = undefined;
    if (!isWatching) return;
    onDown();
    // Not all screens at once.
    next = setTimeout(open, RETRY_MS * (0.5 + Math.random()));
  };
  /** Gives the socket up unless something is heard in time; then asks again for a sign of life. */
  const listen = (on: WebSocket): void => {
    clearTimeout(beat);
    beat = setTimeout(() => {
      on.send('ping');
      expect(on);
    }, HEARTBEAT_MS);
  };
  const expect = (on: WebSocket): void => {
    clearTimeout(beat);
    beat = setTimeout(() => {
      on.onclose = null;
      on.close();
      again();
    }, PONG_LIMIT_MS);
  };
  const open = async (): Promise<void> => {
    const session = await getSession();
    const reply = session && (await call(teamTicket, {}));
    if (!isWatching) return;
    if (!session || !reply?.ok) return again();
    const opening = new WebSocket(session.serverUrl.replace(/^http/, 'ws') + SOCKET_PATH, [
      SOCKET_PROTOCOL,
      reply.value.ticket,
    ]);
    socket = opening;
    expect(opening);
    opening.onmessage = ({ data }) => {
      listen(opening);
      const frame = parse(data);
      if (!frame) return;
      onTeam(frame);
    };
    opening.onclose = again;
  };
  void open();

  return () => {
    isWatching = false;
    clearTimeout(beat);
    clearTimeout(next);
    socket?.close();
  };
};
