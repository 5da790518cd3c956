import { WebSocket } from 'ws';
import { until } from './signalling-until.ts';

export type Received = { readonly type: string; readonly payload: Record<string, unknown> };

const asReceived = (text: string): Received => {
  const { type, payload } = JSON.parse(text);
  return { type, payload };
};

/** A bare socket that speaks like the SDK; it echoes heartbeats unless told otherwise. */
export const connectClient = async (url: string, { echoes = true } = {}) => {
  const ws = new WebSocket(url);
  const received: Received[] = [];
  let beats = 0;
  let closed = false;
  ws.on('message', data => {
    const text = data.toString();
    if (text !== '\n') received.push(asReceived(text));
    else {
      beats += 1;
      if (echoes) ws.send('\n');
    }
  });
  ws.on('close', () => {
    closed = true;
  });
  await new Promise((done, fail) => {
    ws.once('open', done);
    ws.once('error', fail);
  });
  let read = 0;
  const send = (type: string, payload: unknown) => ws.send(JSON.stringify({ type, payload, version: '1.6' }));
  /** The next unread frame. */
  const next = async (): Promise<Received> => {
    await until(() => received.length > read, 'a frame comes');
    const frame = received[read];
    read += 1;
    if (!frame) throw new Error('A frame vanished.');
    return frame;
  };
  return {
    ws,
    send,
    next,
    received,
    beats: () => beats,
    closed: () => closed,
    /** Fulfilled when everything sent so far has been processed; frames that came meanwhile are still unread. */
    async settled() {
      const ready = (): number => received.findIndex((frame, at) => at >= read && frame.type === 'ready');
      send('register', { media: { audio: true } });
      await until(() => ready() >= 0, 'it is ready');
      received.splice(ready(), 1);
    },
    listen(token: string, reconnectTimeout = 30) {
      send('listen', {
        browserinfo: {
          browser: { platform: 'Linux', userAgent: 'test' },
          p: 'browser',
          plugin: 'rtc',
          v: '2.18.5',
        },
        reconnectTimeout,
        token,
      });
      return next();
    },
  };
};
export type Client = Awaited<ReturnType<typeof connectClient>>;

/** Chromium's offer, shortened. */
export const OFFER = `v=0
o=- 4611731400430051336 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
a=extmap-allow-mixed
a=msid-semantic: WMS stream
m=audio 9 UDP/TLS/RTP/SAVPF 0 111 8 13 110 126
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:Vm0y
a=ice-pwd:aK3Vq4yF9nU6sC1tR8wEzLpB
a=ice-options:trickle
a=fingerprint:sha-256 7B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08
a=setup:actpass
a=mid:0
a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=sendrecv
a=msid:stream track
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:0 PCMU/8000
a=rtpmap:111 opus/48000/2
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:8 PCMA/8000
a=rtpmap:13 CN/8000
a=rtpmap:110 telephone-event/48000
a=rtpmap:126 telephone-event/8000
a=ssrc:1001 cname:party
`.replaceAll('\n', '\r\n');
