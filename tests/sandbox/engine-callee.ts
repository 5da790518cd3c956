import twilio from 'twilio';
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket, usePCMU } from 'werift';
import { WebSocket } from 'ws';
import type { Carrier } from '../../sandbox/carrier/carrier.ts';
import { ACCOUNT, eventually } from './engine-stand.ts';

type Frame = { readonly type: string; readonly payload: { readonly [name: string]: unknown } };

const tokenFor = (identity: string): string => {
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(ACCOUNT.sid, ACCOUNT.apiKeySid, ACCOUNT.apiKeySecret, { identity, ttl: 600 });
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }));
  return token.toJwt();
};

/** A device on duty: it rings, and answers or rejects when the test says so. */
export const onDuty = async (carrier: Carrier, identity: string) => {
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
    eventually(() => frames.find(each => each.type === type), `${identity} hears ${type}`);
  send('listen', { browserinfo: {}, reconnectTimeout: 0, token: tokenFor(identity) });
  await frame('connected');
  send('register', { media: { audio: true } });
  await frame('ready');
  const peer = new RTCPeerConnection({
    codecs: { audio: [usePCMU()] },
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    bundlePolicy: 'max-bundle',
  });
  let talking: NodeJS.Timeout | undefined;
  const callSid = async () => String((await frame('invite')).payload.callsid);
  const pickUp = async () => {
    const { callsid, sdp } = (await frame('invite')).payload;
    const { sender } = peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), {
      direction: 'sendrecv',
    });
    await peer.setRemoteDescription({ type: 'offer', sdp: String(sdp) });
    for (const { connection } of peer.iceTransports) connection.stunServer = undefined;
    await peer.setLocalDescription(await peer.createAnswer());
    send('answer', { callsid, sdp: peer.localDescription?.sdp });
    return sender;
  };
  return {
    frames,
    frame,
    callSid,
    parameters: async () => (await frame('invite')).payload.parameters as Record<string, string>,
    /** Picks up, and plays a tone from then on. */
    async answer() {
      const sender = await pickUp();
      await frame('answer');
      await eventually(() => peer.connectionState === 'connected', 'the media connects');
      let sequenceNumber = 0;
      talking = setInterval(() => {
        sequenceNumber++;
        const timestamp = sequenceNumber * 160;
        const header = new RtpHeader({ version: 2, payloadType: 0, sequenceNumber, timestamp });
        void sender.sendRtp(new RtpPacket(header, Buffer.alloc(160, sequenceNumber % 2 ? 0x10 : 0x90)));
      }, 20);
    },
    /** Picks up and hangs up in one turn: the two frames follow each other immediately. */
    async answerAndHangUp() {
      const callsid = await callSid();
      await pickUp();
      send('hangup', { callsid });
    },
    reject: async () => send('reject', { callsid: await callSid() }),
    hangUp: async () => send('hangup', { callsid: await callSid() }),
    async close() {
      clearInterval(talking);
      socket.terminate();
      await peer.close();
    },
  };
};
export type Callee = Awaited<ReturnType<typeof onDuty>>;
