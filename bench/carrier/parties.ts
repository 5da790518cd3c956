// A separate process: the browsers' side of many legs. It offers, sends a tone and counts what arrives.
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket, usePCMU } from 'werift';

const FRAME_MS = 20;
const SAMPLES = 160;
const payload = Buffer.from(Array.from({ length: SAMPLES }, (_, n) => (n % 8 < 4 ? 0x10 : 0x90)));

const parties: { readonly peer: RTCPeerConnection; readonly send: (n: number) => void }[] = [];
let received = 0;
let sent = 0;

const offer = async (): Promise<string> => {
  const peer = new RTCPeerConnection({
    codecs: { audio: [usePCMU()] },
    headerExtensions: { audio: [], video: [] },
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    bundlePolicy: 'max-bundle',
  });
  const { sender } = peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' });
  // werift contacts a server on the internet by default.
  for (const { connection } of peer.iceTransports) connection.stunServer = undefined;
  peer.onTrack.subscribe(track => track.onReceiveRtp.subscribe(() => void received++));
  await peer.setLocalDescription(await peer.createOffer());
  parties.push({
    peer,
    send(n) {
      if (peer.connectionState !== 'connected') return;
      sent++;
      const header = new RtpHeader({
        version: 2,
        payloadType: 0,
        sequenceNumber: n & 0xffff,
        timestamp: n * SAMPLES,
      });
      void sender.sendRtp(new RtpPacket(header, payload));
    },
  });
  return peer.localDescription?.sdp ?? '';
};

const talk = () => {
  const startedAt = performance.now();
  let n = 0;
  const beat = () => {
    while (startedAt + n * FRAME_MS <= performance.now()) {
      n++;
      for (const { send } of parties) send(n);
    }
    setTimeout(beat, Math.max(0, startedAt + n * FRAME_MS - performance.now()));
  };
  beat();
};

process.on('message', async (message: { readonly ask: string; readonly sdp?: string }) => {
  if (message.ask === 'offer') process.send?.({ sdp: await offer() });
  if (message.ask === 'answer') {
    const peer = parties.at(-1)?.peer;
    await peer?.setRemoteDescription({ type: 'answer', sdp: message.sdp ?? '' });
    process.send?.({});
  }
  if (message.ask === 'talk') talk();
  if (message.ask === 'count')
    process.send?.({
      received,
      sent,
      connected: parties.filter(({ peer }) => peer.connectionState === 'connected').length,
    });
  if (message.ask === 'end') process.exit(0);
});
