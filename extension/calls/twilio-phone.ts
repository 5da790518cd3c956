import { Call, Device } from '@twilio/voice-sdk';
import type { EndReason } from '../../shared/calls/contract.ts';
import { digitQueue } from './digit-queue.ts';
import { legAudio } from './leg-audio.ts';
import { createLine } from './line.ts';
import { redirectSignalling } from './sandbox-socket.ts';
import { openSignalling } from './signalling.ts';
import {
  type LegEvents,
  type RepLeg,
  SDK_TIMEOUT_MS,
  type VoiceDevice,
  type VoiceToken,
} from './voice-device.ts';

/** Options that the SDK reads but does not declare (2.18.5). */
type HiddenOptions = {
  /** The signalling host to use in place of Twilio's. */
  chunderw?: string;
  /** False: nothing is posted to Insights. */
  publishEvents?: boolean;
  /** Replaces the SDK's sound player, which fetches fifteen files when the device is created. */
  Sound?: typeof NoSound;
};

/** The product plays its own sounds. The SDK still plays key tones to the rep, which need no files. */
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

/** An attempt younger than this is not dropped for a new one. */
const JUST_MADE_MS = 1_000;
const CLOSED_FOR_MS = 1_000;

export type DeviceEvents = {
  /** The carrier no longer accepts the prepared token, so a new one is needed. */
  readonly onTokenRefused: () => void;
  /** The line to the carrier went up or down. */
  readonly onLine: () => void;
};

export const twilioPhone = (told: DeviceEvents): VoiceDevice => {
  const audio = legAudio();
  const line = createLine(told.onLine);
  let device: Device | undefined;
  let madeAt = 0;
  let token: VoiceToken | undefined;
  let onTokenRefused: (() => void) | undefined;
  let legs = 0;

  const drop = (): void => {
    const old = device;
    device = undefined;
    old?.destroy();
    line.set('making');
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
    // A build for a real Worker contains no code that leads to a sandbox, whatever the token says.
    if (import.meta.env.RINGSIDE_SANDBOX && from.signalling) {
      redirectSignalling(from.signalling.host, from.signalling.url);
      options.chunderw = from.signalling.host;
      options.publishEvents = false;
    }
    const made = new Device(from.token, options);
    // Each failed attempt to reconnect is reported here as well; the events of the leg report what matters.
    made.on('error', (error: { code: number }) => {
      if (!TOKEN_ERRORS.has(error.code)) return;
      token = undefined;
      onTokenRefused?.();
      told.onTokenRefused();
      told.onLine();
    });
    madeAt = Date.now();
    device = made;
    openSignalling(made, {
      onLine: up => {
        if (device === made) line.set(up ? 'up' : 'down');
      },
      onClosed: () =>
        setTimeout(() => {
          if (device === made) reopen();
        }, CLOSED_FOR_MS),
    });
    return made;
  };

  const reopen = (): void => {
    if (legs > 0 || !token || (device && Date.now() - madeAt < JUST_MADE_MS)) return;
    drop();
    make(token);
  };

  const prepare = (next: VoiceToken): void => {
    token = next;
    if (device) device.updateToken(next.token);
    else make(next);
  };

  const connect = (ticket: string, events: LegEvents): RepLeg => {
    let call: Call | undefined;
    let gone = false;
    let leaving = false;
    let muted = false;
    let accepted = false;
    let cut = false;
    let failure: EndReason | null = null;
    legs += 1;

    const finish = (reason: EndReason | null): void => {
      if (gone) return;
      gone = true;
      legs -= 1;
      clearTimeout(deadline);
      onTokenRefused = undefined;
      audio.release();
      events.onGone(reason);
    };
    /** The SDK may consider itself busy with such a call forever, so its device is replaced as well. */
    const fail = (reason: EndReason | null): void => {
      if (gone) return;
      drop();
      if (token) make(token);
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
      // Without a reconnect token, the SDK closes the call right after this event and emits nothing more.
      made.on('transportClose', () =>
        queueMicrotask(() => {
          if (made.status() === Call.State.Closed) fail('network_error');
        }),
      );
      made.on('cancel', () => finish(null));
      // The SDK reports a broken call as a disconnect first, and the error right after it.
      made.on('disconnect', () =>
        queueMicrotask(() => finish(failure ?? (accepted || leaving ? null : 'carrier_error'))),
      );
    };

    onTokenRefused = () => {
      if (!accepted) fail('carrier_error');
    };
    audio.watch(events.onAudio);
    const used = device ?? (token && make(token));
    if (used) {
      used.connect({ params: { ticket } }).then(follow, () => fail('network_error'));
    } else {
      queueMicrotask(() => fail('network_error'));
    }

    const pushDigits = digitQueue(async digit => {
      if (gone || !call) return;
      call.sendDigits(digit);
      await audio.tonesPlayed();
    }, reportError);

    return {
      callSid: () => call?.parameters.CallSid ?? null,
      mute: on => {
        muted = on;
        call?.mute(on);
      },
      silence: () => {
        muted = true;
        call?.mute(true);
        audio.silence();
      },
      sendDigits: digits => {
        if (!call || !accepted || gone) return false;
        pushDigits(digits);
        return true;
      },
      disconnect: () => {
        leaving = true;
        call?.disconnect();
        // If there is no line yet or the line is lost, the SDK may never report the end.
        if (!call || cut) fail(null);
      },
      stats: () => audio.stats(),
    };
  };

  return {
    prepare,
    goodUntil: () => token?.expiresAt ?? null,
    line: () => (token ? line.state() : 'down'),
    reopen,
    whenUp: line.whenUp,
    openMicrophone: audio.warm,
    closeMicrophone: audio.release,
    connect,
    release: () => {
      token = undefined;
      drop();
      audio.release();
    },
  };
};
