/** What a phone sends: parsed, and limited in number and length. */
import { ClientFrame } from '../../shared/presence/client-frames.ts';
import { log } from '../log.ts';
import type { FrameLimit } from './frame-limit.ts';
import { type PhoneSocket, phoneOf } from './phone-socket.ts';
import { closeSocket, POLICY_VIOLATION } from './phone-sockets.ts';

const LARGEST_FRAME = 4096;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The frame and the phone that sent it; undefined if nothing is to be done, because the socket sent nonsense. */
export const frameOf = (
  socket: WebSocket,
  message: string | ArrayBuffer,
  limit: FrameLimit,
  now: number,
): { phone: PhoneSocket; frame: ClientFrame } | undefined => {
  const phone = phoneOf(socket);
  // A screen that shows the team has nothing to say.
  if (!phone || typeof message !== 'string' || message.length > LARGEST_FRAME) {
    closeSocket(socket, POLICY_VIOLATION, 'frame');
    return undefined;
  }
  if (!limit.takes(phone.sessionId, now)) {
    closeSocket(socket, POLICY_VIOLATION, 'too many frames');
    return undefined;
  }
  const frame = ClientFrame.safeParse(parseJson(message));
  if (frame.success) return { phone, frame: frame.data };
  log.warn('presence.frame', { memberId: phone.memberId, reason: 'shape' });
  return undefined;
};
