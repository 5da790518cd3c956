import type { Call } from '../calls/call.ts';
import { createRoomAudio, type RoomAudio } from '../media/room-audio.ts';
import type { Time } from '../time/time.ts';

/** Connects two calls. */
export type Bridge = {
  readonly audio: RoomAudio;
  /** From now on the two parties hear each other's voice and keys. */
  connect(leg: Call): void;
  close(): void;
};

/** A room for a call and the party that is found for it. `onStar`: called when the caller presses `*`. */
export const openBridge = (network: { readonly time: Time }, call: Call, onStar?: () => void): Bridge => {
  const audio = createRoomAudio(network.time.ticker);
  audio.join(call.sid, call.media);
  let other: Call | undefined;
  return {
    audio,
    connect(leg) {
      other = leg;
      audio.join(leg.sid, leg.media, { ringing: false });
      call.media.onDigit = digit => {
        if (digit === '*' && onStar) onStar();
        else leg.media.playDigit(digit);
      };
      leg.media.onDigit = digit => call.media.playDigit(digit);
    },
    close() {
      audio.close();
      call.media.onDigit = undefined;
      if (other) other.media.onDigit = undefined;
    },
  };
};
