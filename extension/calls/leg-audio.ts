import type { AudioStats, AudioTrouble } from '../messages.ts';
import { type LegDevices, watchDevices } from './leg-devices.ts';
import type { MicrophoneFault } from './phone.ts';

/**
 * The browser's half of a leg's audio, kept by us because the SDK may leave it behind: after a lost signalling
 * socket it neither closes the peer connection nor stops the microphone. Also asks for the microphone early.
 */
export type LegAudio = {
  /** Handed to the SDK in place of the platform's. */
  readonly PeerConnection: typeof RTCPeerConnection;
  readonly getUserMedia: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  readonly warm: () => Promise<MicrophoneFault | null>;
  /** Says until the release what becomes of the leg's microphone and speaker. */
  readonly watch: (told: (trouble: AudioTrouble | null) => void) => void;
  /** Nothing is heard or said any more; the connection stays. */
  readonly silence: () => void;
  readonly release: () => void;
  /** Resolves once the tones the browser was given are played, or at once where it plays none. */
  readonly tonesPlayed: () => Promise<void>;
  readonly stats: () => Promise<AudioStats | null>;
};

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** Everything else getUserMedia fails with means that no microphone can be had: none, unplugged, taken. */
const isNotAllowed = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotAllowedError';

const number = (report: Record<string, unknown>, key: string): number => {
  const value = report[key];
  return typeof value === 'number' ? value : 0;
};

/** A tone that begins has a name; the end of the last one has none (webrtc-pc, section 7.3). */
const tonesOver = (sender: RTCDTMFSender): Promise<void> =>
  new Promise(over => {
    const hear = ({ tone }: RTCDTMFToneChangeEvent): void => {
      if (tone !== '') return;
      sender.removeEventListener('tonechange', hear);
      over();
    };
    sender.addEventListener('tonechange', hear);
  });

/** Reads the four reports that matter out of an RTCStatsReport; seconds become milliseconds. */
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
        // The SDK mutes whatever track its sender has, so it need not know.
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
      // The SDK signals digits to the carrier, in order, where the browser cannot play them.
      return sender?.canInsertDTMF ? tonesOver(sender) : Promise.resolve();
    },
    stats: async () => {
      if (!connection || connection.signalingState === 'closed') return null;
      const report = await connection.getStats();
      return readStats([...report.values()]);
    },
  };
};
