// The page under test: the Voice SDK as the extension uses it. The SDK reads the WebSocket constructor when it is
// evaluated, so the seam comes first; a bare import keeps its place when imports are sorted.
import '../../extension/calls/sandbox-socket.ts';
import { type Call, Device } from '@twilio/voice-sdk';
import { redirectSignalling } from '../../extension/calls/sandbox-socket.ts';

export type CallState = {
  readonly events: readonly string[];
  readonly status: string;
  readonly callSid: string | undefined;
  readonly busy: boolean;
};
/** Chromium's counters for the call's newest connection. */
export type Inbound = { readonly packets: number; readonly lost: number; readonly energy: number };

const SIGNALLING_HOST = 'sandbox.invalid';
const SOUNDS =
  'disconnect incoming outgoing dtmf0 dtmf1 dtmf2 dtmf3 dtmf4 dtmf5 dtmf6 dtmf7 dtmf8 dtmf9 dtmfs dtmfh';

const peers: RTCPeerConnection[] = [];
class WatchedPeer extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    peers.push(this);
  }
}

let device: Device | undefined;
let call: Call | undefined;
const deviceEvents: string[] = [];
const callEvents: string[] = [];

const started = (): Device => {
  if (!device) throw new Error('The device was not started.');
  return device;
};
const live = (): Call => {
  if (!call) throw new Error('No call was placed.');
  return call;
};

const follow = (followed: Call): void => {
  callEvents.length = 0;
  call = followed;
  const events = ['ringing', 'accept', 'reconnecting', 'reconnected', 'disconnect', 'messageSent', 'cancel'];
  for (const event of [...events, 'reject', 'transportClose'])
    followed.on(event, () => callEvents.push(event));
  followed.on('messageReceived', ({ content }: { content: unknown }) =>
    callEvents.push(`message ${JSON.stringify(content)}`),
  );
  followed.on('error', (error: { code: number }) => callEvents.push(`error ${error.code}`));
};

const pagePhone = {
  start(token: string, socketUrl: string): void {
    redirectSignalling(SIGNALLING_HOST, socketUrl);
    const options = {
      chunderw: SIGNALLING_HOST,
      publishEvents: false,
      maxCallSignalingTimeoutMs: 30_000,
      enableImprovedSignalingErrorPrecision: true,
      RTCPeerConnection: WatchedPeer,
      sounds: Object.fromEntries(SOUNDS.split(' ').map(name => [name, '/silence.wav'])),
      logLevel: 'silent' as const,
    };
    device = new Device(token, options);
    device.on('error', (error: { code: number }) => deviceEvents.push(`error ${error.code}`));
    for (const event of ['registered', 'unregistered', 'tokenWillExpire'])
      device.on(event, () => deviceEvents.push(event));
    device.on('incoming', (offered: Call) => follow(offered));
  },
  register: () => started().register(),
  /** For a refused token: then the SDK never settles the promise. */
  tryToRegister(): void {
    void started().register();
  },
  unregister: () => started().unregister(),
  updateToken: (token: string) => started().updateToken(token),
  identity: () => started().identity,
  edge: () => started().edge,
  async connect(params: Record<string, string>): Promise<void> {
    follow(await started().connect({ params }));
  },
  /** Answers a call that was offered to another device. */
  async connectByToken(connectToken: string): Promise<void> {
    follow(await started().connect({ connectToken }));
  },
  accept: () => live().accept(),
  reject: () => live().reject(),
  /** As in an application that meanwhile found that the call is no longer wanted. */
  acceptAndHangUp(): void {
    const offered = live();
    offered.on('accept', () => offered.disconnect());
    offered.accept();
  },
  offered: () => ({
    parameters: live().parameters,
    custom: Object.fromEntries(live().customParameters),
    connectToken: live().connectToken,
  }),
  hangUp: () => live().disconnect(),
  mute: (muted: boolean) => live().mute(muted),
  digits: (digits: string) => live().sendDigits(digits),
  sendMessage: () =>
    live().sendMessage({
      content: { hello: 'carrier' },
      messageType: 'user-defined-message',
      contentType: 'application/json',
    }),
  /** What the SDK does when the network changes under a call. */
  restartIce(): void {
    const media: unknown = Reflect.get(live(), '_mediaHandler');
    if (!(media instanceof Object)) throw new Error('The SDK keeps its media elsewhere now.');
    const restart: unknown = Reflect.get(media, 'iceRestart');
    if (!(restart instanceof Function)) throw new Error('The SDK restarts ICE otherwise now.');
    restart.call(media);
  },
  iceGeneration: (): string =>
    /a=ice-ufrag:(\S+)/.exec(peers.at(-1)?.remoteDescription?.sdp ?? '')?.[1] ?? '',
  deviceEvents: (): string[] => [...deviceEvents],
  hasCall: (): boolean => call !== undefined,
  state: (): CallState => ({
    events: [...callEvents],
    status: live().status(),
    callSid: live().parameters.CallSid,
    busy: started().isBusy,
  }),
  async inbound(): Promise<Inbound> {
    const report = await peers.at(-1)?.getStats();
    const found = { packets: 0, lost: 0, energy: 0 };
    report?.forEach(entry => {
      if (entry.type !== 'inbound-rtp') return;
      found.packets = entry.packetsReceived;
      found.lost = entry.packetsLost;
      found.energy = entry.totalAudioEnergy;
    });
    return found;
  },
};

export type Phone = typeof pagePhone;
declare global {
  var phone: Phone;
}
globalThis.phone = pagePhone;
