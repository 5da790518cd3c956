import { Call, Device } from '@twilio/voice-sdk';
import type { EndReason } from '../../shared/calls/contract.ts';
import { digitQueue } from './digit-queue.ts';
import { legAudio } from './leg-audio.ts';
import { type LegEvents, type Phone, type RepLeg, SDK_TIMEOUT_MS, type VoiceToken } from './phone.ts';
import { redirectSignalling } from './sandbox-socket.ts';

/** Options the SDK reads and does not declare (2.18.5). */
type HiddenOptions = {
  /** The signalling host, in place of Twilio's. */
  chunderw?: string;
  /** False: nothing is posted to Insights. */
  publishEvents?: boolean;
  /** In place of the SDK's sound player, which fetches fifteen files when the device is made. */
  Sound?: typeof NoSound;
};

/** The product makes its own sounds. The SDK still plays a key's tone to the rep, which needs no file. */
class NoSound {
  play(): Promise<void> {
    return Promise.resolve();
  }
  stop(): void {}
  setSinkIds(): Promise<void> {
    return Promise.resolve();
  }
}

const TOKEN_ERRORS = new Set([20101, 20104, 20151, 31201, 31202, 31203, 31204, 31205, 31207]);
const MICROPHONE_ERRORS = new Set([31401, 31402]);
const CARRIER_ERRORS = new Set([31002, 31404, 31480, 31486, 31603]);

const reasonOf = (code: number): EndReason => {
  if (MICROPHONE_ERRORS.has(code)) return 'permission_denied';
  return CARRIER_ERRORS.has(code) || TOKEN_ERRORS.has(code) ? 'carrier_error' : 'network_error';
};

/**
 * The SDK opens its signalling socket on the first connect only; opened ahead, no click waits for it. There is
 * no public way but registering, which this product never does.
 */
const openSignalling = (device: Device): void => {
  const setUp: unknown = Reflect.get(device, '_setupStream');
  if (typeof setUp !== 'function') return;
  const opened: unknown = Reflect.apply(setUp, device, []);
  // Each connect opens it again where this did not succeed, and reports its own failure.
  if (opened instanceof Promise) opened.catch(() => undefined);
};

/** `tokenRefused`: the carrier no longer takes the prepared token, so another one is wanted. */
export const twilioPhone = (tokenRefused: () => void): Phone => {
  const audio = legAudio();
  let device: Device | undefined;
  let token: VoiceToken | undefined;
  let onTokenRefused: (() => void) | undefined;

  const drop = (): void => {
    device?.destroy();
    device = undefined;
    audio.release();
  };

  const make = (from: VoiceToken): Device => {
    const options: Device.Options & HiddenOptions = {
      codecPreferences: [Call.Codec.Opus, Call.Codec.PCMU],
      maxCallSignalingTimeoutMs: 30_000,
      enableImprovedSignalingErrorPrecision: true,
      disableAudioContextSounds: true,
      logLevel: 'silent',
      Sound: NoSound,
      RTCPeerConnection: audio.PeerConnection,
      getUserMedia: audio.getUserMedia,
    };
    // A build for a real Worker has no way to a sandbox in it, whatever it is told.
    if (import.meta.env.RINGSIDE_SANDBOX && from.signalling) {
      redirectSignalling(from.signalling.host, from.signalling.url);
      options.chunderw = from.signalling.host;
      options.publishEvents = false;
    }
    const made = new Device(from.token, options);
    // Each failed attempt to reconnect is reported here as well; the leg's own events say what matters.
    made.on('error', (error: { code: number }) => {
      if (!TOKEN_ERRORS.has(error.code)) return;
      token = undefined;
      onTokenRefused?.();
      tokenRefused();
    });
    openSignalling(made);
    return made;
  };

  const prepare = (next: VoiceToken): void => {
    token = next;
    if (device) device.updateToken(next.token);
    else device = make(next);
  };

  const connect = (ticket: string, events: LegEvents): RepLeg => {
    let call: Call | undefined;
    let gone = false;
    let leaving = false;
    let muted = false;
    let accepted = false;
    let cut = false;
    let failure: EndReason | null = null;

    const finish = (reason: EndReason | null): void => {
      if (gone) return;
      gone = true;
      clearTimeout(deadline);
      onTokenRefused = undefined;
      audio.release();
      events.onGone(reason);
    };
    /** The SDK may believe itself busy for ever with such a call, so its device goes with it. */
    const fail = (reason: EndReason | null): void => {
      if (gone) return;
      drop();
      if (token) device = make(token);
      finish(reason);
    };
    const deadline = setTimeout(() => fail('network_error'), SDK_TIMEOUT_MS);

    const follow = (made: Call): void => {
      call = made;
      if (gone || leaving) {
        made.disconnect();
        finish(null);
        return;
      }
      if (muted) made.mute(true);
      made.on('accept', () => {
        accepted = true;
        clearTimeout(deadline);
        if (muted) made.mute(true);
        events.onUp();
      });
      made.on('reconnecting', () => {
        cut = true;
        events.onLink(false);
      });
      made.on('reconnected', () => {
        cut = false;
        events.onLink(true);
      });
      made.on('error', (error: { code: number }) => {
        failure = reasonOf(error.code);
      });
      // Without a reconnect token the SDK closes the call right after it says this, and then says nothing more.
      made.on('transportClose', () =>
        queueMicrotask(() => {
          if (made.status() === Call.State.Closed) fail('network_error');
        }),
      );
      made.on('cancel', () => finish(null));
      // The SDK reports a broken call as a disconnect first and its error right after.
      made.on('disconnect', () =>
        queueMicrotask(() => finish(failure ?? (accepted || leaving ? null : 'carrier_error'))),
      );
    };

    onTokenRefused = () => {
      if (!accepted) fail('carrier_error');
    };
    audio.watch(events.onAudio);
    if (!device && token) device = make(token);
    if (device) {
      device.connect({ params: { ticket } }).then(follow, () => fail('network_error'));
    } else {
      queueMicrotask(() => fail('network_error'));
    }

    const pushDigits = digitQueue(
      digit => {
        if (!gone) call?.sendDigits(digit);
      },
      (then, ms) => setTimeout(then, ms),
    );

    return {
      callSid: () => call?.parameters.CallSid ?? null,
      mute: on => {
        muted = on;
        call?.mute(on);
      },
      sendDigits: digits => {
        if (!call || !accepted || gone) return false;
        pushDigits(digits);
        return true;
      },
      disconnect: () => {
        leaving = true;
        call?.disconnect();
        // Before there is a line, and where the line is cut, the SDK may never say that it is over.
        if (!call || cut) fail(null);
      },
      stats: () => audio.stats(),
    };
  };

  return {
    prepare,
    goodUntil: () => token?.expiresAt ?? null,
    openMicrophone: audio.warm,
    closeMicrophone: audio.release,
    connect,
    release: () => {
      token = undefined;
      drop();
    },
  };
};
