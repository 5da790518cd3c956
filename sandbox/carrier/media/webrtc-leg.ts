import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RtpHeader,
  RtpPacket,
  usePCMU,
} from 'werift';
import { err, ok, type Result } from '../../../shared/result.ts';
import { dice } from '../dice.ts';
import { decodeMulaw, encodeMulaw, mulawPower } from './codec.ts';
import { type Frame, type MediaLeg, SAMPLES_PER_FRAME } from './leg.ts';
import { makeKeysOnce } from './srtp-keys.ts';
import { dtmf, inTurn, type Source, silence } from './tones.ts';
import { createDigitReader } from './webrtc-digits.ts';
import { createPlayout } from './webrtc-playout.ts';

/** Why an offer is refused: it cannot be read, or it offers no PCMU. */
export type OfferFault = 'malformed' | 'no_pcmu';

export interface WebRtcLeg extends MediaLeg {
  /** Loses this share of the packets, 0 to 1, each way. */
  lose(share: number): void;
  /** ICE restart: the answer's SDP. The audio goes on. */
  reinvite(offerSdp: string): Promise<Result<string, OfferFault>>;
}

const PCMU_PAYLOAD = 0;
const DIGIT_MS = 160;
const DIGIT_GAP_MS = 60;
const LOSS_SEED = 1;
/** Errors that werift throws for a closing connection have no consequences. */
const isClosing = (): void => {};

const newConnection = () =>
  new RTCPeerConnection({
    codecs: {
      audio: [
        usePCMU(),
        new RTCRtpCodecParameters({ mimeType: 'audio/telephone-event', clockRate: 8000, channels: 1 }),
      ],
    },
    headerExtensions: { audio: [], video: [] },
    iceServers: [],
    iceUseIpv6: false,
    // werift leaves loopback out by default; a machine without any network has no other address.
    iceAdditionalHostAddresses: ['127.0.0.1'],
    bundlePolicy: 'max-bundle',
  });

/** Answers a browser's offer with PCMU and telephone-event; resolves when every local candidate is in the SDP. */
export const answerOffer = async (
  offerSdp: string,
): Promise<Result<{ readonly leg: WebRtcLeg; readonly answerSdp: string }, OfferFault>> => {
  const connection = newConnection();
  const transceiver = connection.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), {
    direction: 'sendrecv',
  });
  askNobody(connection);
  const leg = createLeg(connection, transceiver);
  const answer = await negotiate(connection, offerSdp);
  if (answer.ok) return ok({ leg, answerSdp: answer.value });
  leg.close();
  return answer;
};

/**
 * Without a configured STUN server werift uses one on the internet: the sandbox would contact it for every call, and
 * wait up to five seconds if it does not answer. Only this machine's own addresses are needed.
 */
const askNobody = (connection: RTCPeerConnection): void => {
  for (const { connection: ice } of connection.iceTransports) ice.stunServer = undefined;
};

const negotiate = async (
  connection: RTCPeerConnection,
  offerSdp: string,
): Promise<Result<string, OfferFault>> => {
  if (!/^m=audio /m.test(offerSdp)) return err('malformed');
  if (!/^a=rtpmap:0 PCMU\/8000/m.test(offerSdp)) return err('no_pcmu');
  try {
    await connection.setRemoteDescription({ type: 'offer', sdp: offerSdp });
    await connection.setLocalDescription(await connection.createAnswer());
    const answer = connection.localDescription;
    return answer ? ok(answer.sdp) : err('malformed');
  } catch {
    // werift throws errors of many kinds at an SDP it cannot use; for the caller they all mean this.
    return err('malformed');
  }
};

/** An offer to a called device. `accept` takes the device's answer; then the audio starts. */
export type OfferedLeg = {
  readonly leg: WebRtcLeg;
  readonly offerSdp: string;
  accept(answerSdp: string): Promise<Result<null, OfferFault>>;
};

/** Offers PCMU and telephone-event, with every local candidate in the SDP. */
export const offerLeg = async (): Promise<OfferedLeg> => {
  const connection = newConnection();
  const transceiver = connection.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), {
    direction: 'sendrecv',
  });
  const leg = createLeg(connection, transceiver);
  await connection.setLocalDescription(await connection.createOffer());
  askNobody(connection);
  return {
    leg,
    offerSdp: connection.localDescription?.sdp ?? '',
    async accept(answerSdp) {
      if (!/^m=audio /m.test(answerSdp)) return err('malformed');
      if (!/^a=rtpmap:0 PCMU\/8000/m.test(answerSdp)) return err('no_pcmu');
      try {
        await connection.setRemoteDescription({ type: 'answer', sdp: answerSdp });
        return ok(null);
      } catch {
        // As with an offer: whatever werift throws, the answer is unusable.
        return err('malformed');
      }
    },
  };
};

const createLeg = (connection: RTCPeerConnection, transceiver: RTCRtpTransceiver): WebRtcLeg => {
  const playout = createPlayout();
  const readDigit = createDigitReader();
  const heard = { packets: 0, energy: 0 };
  const said = { packets: 0, energy: 0 };
  // Both start at a random value (RFC 3550, section 5.1).
  let sequence = Math.floor(Math.random() * 0x8000);
  let timestamp = 0;
  let lastSequence: number | undefined;
  let digits: Source | undefined;
  let closed = false;
  let lossShare = 0;
  const nextLoss = dice(LOSS_SEED);
  const isLost = () => lossShare > 0 && nextLoss() < lossShare;

  const receive = ({ header, payload }: RtpPacket) => {
    if (isLost()) return;
    if (header.payloadType !== PCMU_PAYLOAD) {
      const digit = readDigit(payload, header.timestamp);
      if (digit) leg.onDigit?.(digit);
      return;
    }
    // Audio that arrives after its successor is too late to be played. Numbers wrap at 16 bits.
    if (lastSequence !== undefined && ((header.sequenceNumber - lastSequence) << 16) >> 16 <= 0) return;
    lastSequence = header.sequenceNumber;
    said.packets += 1;
    said.energy += mulawPower(payload);
    playout.put(decodeMulaw(payload));
  };

  // Each renegotiation announces the same track again: a second subscription would double every packet.
  let subscribed = false;
  connection.onTrack.subscribe(track => {
    if (subscribed) return;
    subscribed = true;
    track.onReceiveRtp.subscribe(receive);
  });

  const { dtlsTransport } = transceiver;
  dtlsTransport.onStateChange.subscribe(state => {
    if (state === 'connected') makeKeysOnce(dtlsTransport);
  });

  const send = (frame: Frame) => {
    sequence = (sequence + 1) & 0xffff;
    timestamp = (timestamp + SAMPLES_PER_FRAME) >>> 0;
    if (dtlsTransport.state !== 'connected' || isLost()) return;
    const payload = encodeMulaw(frame);
    heard.packets += 1;
    heard.energy += mulawPower(payload);
    const header = new RtpHeader({
      version: 2,
      payloadType: PCMU_PAYLOAD,
      sequenceNumber: sequence,
      timestamp,
      marker: heard.packets === 1,
    });
    transceiver.sender.sendRtp(new RtpPacket(header, Buffer.from(payload.buffer))).catch(isClosing);
  };

  const leg: WebRtcLeg = {
    onDigit: undefined,
    lose(share) {
      lossShare = share;
    },
    push(frame) {
      if (closed) return;
      const digit = digits?.();
      if (!digit) digits = undefined;
      send(digit ?? frame);
    },
    pull: () => (closed ? undefined : playout.take()),
    playDigit(digit) {
      digits = inTurn([...(digits ? [digits] : []), dtmf(digit, DIGIT_MS), silence(DIGIT_GAP_MS)]);
    },
    close() {
      if (closed) return;
      closed = true;
      connection.close().catch(isClosing);
    },
    flow: () => ({ heard: { ...heard }, said: { ...said } }),
    async reinvite(offerSdp) {
      const answer = await negotiate(connection, offerSdp);
      if (answer.ok && !closed) restartChecks(connection);
      return answer;
    },
  };
  return leg;
};

/** werift answers an ICE restart but skips the checks, because DTLS is already connected; they are started here. */
const restartChecks = (connection: RTCPeerConnection) => {
  for (const { iceTransport } of connection.dtlsTransports)
    iceTransport.start().catch(() => {
      // No path was found. The leg stays as it is, and the SDK restarts again or ends the call (53405).
    });
};
