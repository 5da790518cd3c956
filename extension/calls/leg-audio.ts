import type { AudioStats, AudioTrouble } from '../messages.ts';
import { type LegDevices, watchDevices } from './leg-devices.ts';
import type { MicrophoneFault } from './voice-device.ts';

/**
 * The browser's half of a leg's audio. We keep track of it because the SDK may leave it open: after losing the
 * signalling socket, it neither closes the peer connection nor stops the microphone. Can open the microphone early.
 */
export type LegAudio = {
  /** Passed to the SDK in place of the platform's own. */
  readonly PeerConnection: typeof RTCPeerConnection;
  readonly getUserMedia: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  readonly warm: () => Promise<MicrophoneFault | null>;
  /** Reports changes of the leg's microphone and speaker until `release` or `silence`. */
  readonly watch: (told: (trouble: AudioTrouble | null) => void) => void;
  /** Stops the audio in both directions; the connection stays. */
  readonly silence: () => void;
  readonly release: () => void;
  /** Resolves once the browser has played its pending tones, or at once if it cannot play tones. */
  readonly tonesPlayed: () => Promise<void>;
  readonly stats: () => Promise<AudioStats | null>;
};

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** Any other getUserMedia error means that no microphone is available: none, unplugged, or in use. */
const isNotAllowed = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotAllowedError';

const number = (report: Record<string, unknown>, key: string): number => {
  const value = report[key];
  return typeof value === 'number' ? value : 0;
};

/** The event at the start of a tone names it; `tone` is empty at the end of the last one (webrtc-pc, section 7.3). */
const tonesOver = (sender: RTCDTMFSender): Promise<void> =>
  new Promise(over => {
    const hear = ({ tone }: RTCDTMFToneChangeEvent): void => {
      if (tone !== '') return;
      sender.removeEventListener('tonechange', hear);
      over();
    };
    sender.addEventListener('tonechange', hear);
  });

/** Reads the four relevant reports of an RTCStatsReport; converts seconds to milliseconds. */
export const readStats = (reports: Iterable<Record<string, unknown>>): AudioStats => {
  const of: Record<string, Record<string, unknown>> = {};
  for (const report of reports) {
    if (report.kind === undefined || report.kind === 'audio') of[String(report.type)] = report;
  }
  const inbound = of['inbound-rtp'] ?? {};
  const outbound = of['outbound-rtp'] ?? {};
  const remote = of['remote-inbound-rtp'] ?? {};
  return {
    packetsSent: number(outbound, 'packetsSent'),
    packetsReceived: number(inbound, 'packetsReceived'),
    packetsLost: number(inbound, 'packetsLost'),
    bytesSent: number(outbound, 'bytesSent'),
    bytesReceived: number(inbound, 'bytesReceived'),
    energyIn: number(inbound, 'totalAudioEnergy'),
    energyOut: number(of['media-source'] ?? {}, 'totalAudioEnergy'),
    jitterMs: number(inbound, 'jitter') * 1_000,
    roundTripMs: 'roundTripTime' in remote ? number(remote, 'roundTripTime') * 1_000 : null,
  };
};

export const legAudio = (): LegAudio => {
  let connection: RTCPeerConnection | undefined;
  let warmed: Promise<MediaStream> | undefined;
  let watched: LegDevices | undefined;
  const streams = new Set<MediaStream>();

  const open = async (constraints: MediaStreamConstraints): Promise<MediaStream> => {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    streams.add(stream);
    return stream;
  };

  return {
    PeerConnection: class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connection = this;
      }
    },
    getUserMedia: async constraints => {
      const early = warmed;
      warmed = undefined;
      const stream = await (early ?? open(constraints));
      watched?.speakWith(stream);
      return stream;
    },
    warm: () => {
      warmed ??= open({ audio: true });
      return warmed.then(
        () => null,
        (error: unknown) => {
          warmed = undefined;
          return isNotAllowed(error) ? 'refused' : 'no_device';
        },
      );
    },
    watch: told => {
      watched?.stop();
      watched = watchDevices({
        devices: navigator.mediaDevices,
        open: () => open({ audio: true }),
        // The SDK mutes whichever track its sender has, so it need not know of the new track.
        replace: async (lost, next) => {
          await connection
            ?.getSenders()
            .find(({ track }) => track === lost)
            ?.replaceTrack(next);
        },
        told,
      });
    },
    silence: () => {
      watched?.stop();
      watched = undefined;
      for (const stream of streams) stop(stream);
      for (const { track } of connection?.getReceivers() ?? []) track.enabled = false;
    },
    release: () => {
      watched?.stop();
      watched = undefined;
      if (connection && connection.signalingState !== 'closed') connection.close();
      connection = undefined;
      warmed?.then(stop, () => undefined);
      warmed = undefined;
      for (const stream of streams) stop(stream);
      streams.clear();
    },
    tonesPlayed: () => {
      const sender = connection?.getSenders().find(({ dtmf }) => dtmf)?.dtmf;
      // If the browser cannot play tones, the SDK sends the digits to the carrier by signalling, in order.
      return sender?.canInsertDTMF ? tonesOver(sender) : Promise.resolve();
    },
    stats: async () => {
      if (!connection || connection.signalingState === 'closed') return null;
      const report = await connection.getStats();
      return readStats([...report.values()]);
    },
  };
};
