import twilio from 'twilio';
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket, usePCMU } from 'werift';
import { WebSocket } from 'ws';
import type { Carrier } from '../../sandbox/carrier/carrier.ts';
import { ACCOUNT, APP_SID, eventually } from './engine-stand.ts';

type Frame = { readonly type: string; readonly payload: { readonly [name: string]: unknown } };

export const accessToken = (identity: string, applicationSid = APP_SID): string => {
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(ACCOUNT.sid, ACCOUNT.apiKeySid, ACCOUNT.apiKeySecret, { identity, ttl: 600 });
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: applicationSid }));
  return token.toJwt();
};

/** A rep's device as the carrier sees it: the signalling socket and an audio offer. */
export const connectDevice = async (
  carrier: Carrier,
  params: Readonly<Record<string, string>>,
  token = accessToken('mem_anna'),
  reconnectTimeout = 0,
) => {
  const frames: Frame[] = [];
  const socket = new WebSocket(carrier.signallingUrl);
  socket.on('message', data => {
    const text = String(data);
    if (text !== '\n') frames.push(JSON.parse(text));
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const send = (type: string, payload: unknown) =>
    socket.send(JSON.stringify({ type, payload, version: '1.6' }));
  const frame = (type: string) =>
    eventually(() => frames.find(each => each.type === type), `the device hears ${type}`);

  send('listen', { browserinfo: {}, reconnectTimeout, token });
  await frame('connected');
  const peer = new RTCPeerConnection({
    codecs: { audio: [usePCMU()] },
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    bundlePolicy: 'max-bundle',
  });
  const { sender } = peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' });
  // By default, werift contacts a server on the internet.
  for (const { connection } of peer.iceTransports) connection.stunServer = undefined;
  const offer = await peer.createOffer();
  await peer.setLocalDescription(offer);
  let talking: NodeJS.Timeout | undefined;
  let sequenceNumber = 0;
  const tempSid = `TJS${crypto.randomUUID()}`;
  send('invite', {
    callsid: tempSid,
    sdp: offer.sdp,
    twilio: { params: new URLSearchParams(params).toString().replaceAll('+', '%20') },
  });
  return {
    frames,
    frame,
    callSid: async () => {
      const { callsid } = (await frame('ringing')).payload;
      return String(callsid);
    },
    /** Connects the media and plays a tone, frame after frame, until it is silenced. */
    async talk() {
      const { sdp } = (await frame('answer')).payload;
      await peer.setRemoteDescription({ type: 'answer', sdp: String(sdp) });
      await eventually(() => peer.connectionState === 'connected', 'the media connects');
      talking = setInterval(() => {
        sequenceNumber++;
        const timestamp = sequenceNumber * 160;
        const header = new RtpHeader({ version: 2, payloadType: 0, sequenceNumber, timestamp });
        void sender.sendRtp(new RtpPacket(header, Buffer.alloc(160, sequenceNumber % 2 ? 0x10 : 0x90)));
      }, 20);
    },
    /** The number of frames it has sent. */
    spoken: () => sequenceNumber,
    silence: () => clearInterval(talking),
    /** Ends its process: the socket and the media are gone without notice. */
    async vanish() {
      clearInterval(talking);
      socket.terminate();
      await peer.close();
    },
    /** Sends JSON as `call.sendMessage` does. */
    tell: async (content: unknown, voiceeventsid: string) =>
      send('message', {
        callsid: (await frame('ringing')).payload.callsid,
        content,
        contenttype: 'application/json',
        messagetype: 'user-defined-message',
        voiceeventsid,
      }),
    press: async (dtmf: string) => send('dtmf', { callsid: (await frame('ringing')).payload.callsid, dtmf }),
    hangUp: async () => send('hangup', { callsid: (await frame('ringing')).payload.callsid }),
    async close() {
      clearInterval(talking);
      socket.terminate();
      await peer.close();
    },
  };
};
