import type { Call } from './call.ts';
import { endCall } from './life.ts';
import type { LifeNetwork } from './network.ts';

// Twilio adds five seconds to ring timeouts (twilio-oai, CreateParticipant and CreateCall, Timeout).
const TIMEOUT_BUFFER_MS = 5000;

/** Ends a call that nobody answers in time. A call that never rings is ended elsewhere. */
export const limitRinging = (network: LifeNetwork, call: Call, timeoutS: number): void => {
  call.whenRinging.add(() => {
    const cancel = network.time.timers.afterRinging(timeoutS * 1000 + TIMEOUT_BUFFER_MS, () =>
      endCall(network, call, { status: 'no-answer', by: 'carrier', sipCode: 487 }),
    );
    call.whenAnswered.add(cancel);
    call.whenEnded.add(cancel);
  });
};

/** Ends a call when it reaches its maximum talk time. */
export const limitTalk = (network: LifeNetwork, call: Call, timeLimitS: number): void => {
  call.whenAnswered.add(() => {
    const cancel = network.time.timers.after(timeLimitS * 1000, () =>
      endCall(network, call, { status: 'completed', by: 'carrier' }),
    );
    call.whenEnded.add(cancel);
  });
};
