import { checkUp } from '../../../shared/diagnostics/contract.ts';
import { listNumbers } from '../../../shared/numbers/contract.ts';
import { pickStatus } from '../../../shared/presence/status-contract.ts';
import { setUp } from '../../../shared/workspace/contract.ts';
import { call } from '../../api.ts';
import { callFrom } from '../../calls/call-from.ts';
import { microphoneAccess } from '../../calls/microphone-access.ts';
import { send } from '../../messages.ts';
import { getSession } from '../../session.ts';
import type { Devices } from '../facts.ts';
import type { Repair } from '../finding.ts';
import { isVpn } from '../vpn.ts';
import type { Ports } from './check-up-model.ts';

// No room is silent for this long: if nothing is heard, the microphone is at fault.
const LISTEN_MS = 2_000;
const HEARD = 0.001;
/** The noise that the browser normally removes is what this check listens for. */
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
const RESUME_MS = 500;
/** A phone that does not report within this time hangs. */
const REPORT_MS = 5_000;
const SET_UP_PATIENCE = { timeoutMs: 90_000 };

type WithBrands = Navigator & { readonly userAgentData?: { readonly brands: readonly { brand: string }[] } };

/** The loudest level, 0 to 1; stops listening as soon as something is heard. */
const loudest = async (stream: MediaStream, context: AudioContext): Promise<number> => {
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const until = performance.now() + LISTEN_MS;
  let peak = 0;
  while (performance.now() < until && peak < HEARD) {
    await new Promise(requestAnimationFrame);
    analyser.getFloatTimeDomainData(samples);
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  }
  return peak;
};

type Heard = Pick<Devices, 'label' | 'level' | 'isMuted'>;
const NOT_HEARD: Heard = { label: '', level: null, isMuted: false };

const hear = async (context: AudioContext): Promise<Heard> => {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: AS_IT_IS });
  } catch {
    return NOT_HEARD;
  }
  const [track] = stream.getAudioTracks();
  const heard = {
    label: track?.label ?? '',
    isMuted: track?.muted ?? false,
    level: await loudest(stream, context),
  };
  for (const each of stream.getTracks()) each.stop();
  return heard;
};

const lookAtDevices = async (): Promise<Devices> => {
  const microphone = await microphoneAccess();
  const context = new AudioContext();
  // When the browser blocks sound, `resume` never settles.
  await Promise.race([context.resume(), new Promise(resolve => setTimeout(resolve, RESUME_MS))]);
  const mayPlay = context.state === 'running';
  const devices = await navigator.mediaDevices.enumerateDevices();
  const count = (kind: MediaDeviceKind) => devices.filter(each => each.kind === kind).length;
  const heard = microphone === 'granted' && mayPlay ? await hear(context) : NOT_HEARD;
  await context.close();
  return { microphone, inputs: count('audioinput'), outputs: count('audiooutput'), mayPlay, ...heard };
};

// Longer than the longest answer: a test call.
const ANSWER_MS = 30_000;

/** Null when there is no phone document to answer, or it hangs. */
const orNull = async <T>(asking: Promise<T>, withinMs = ANSWER_MS): Promise<T | null> => {
  const late = new Promise<null>(resolve => setTimeout(() => resolve(null), withinMs));
  try {
    return await Promise.race([asking, late]);
  } catch {
    return null;
  }
};

const repair = async (wanted: Repair): Promise<void> => {
  if ('go' in wanted) {
    location.hash = `#/${wanted.go}`;
    return;
  }
  switch (wanted.do) {
    case 'set_up':
      await call(setUp, {}, SET_UP_PATIENCE);
      return;
    case 'microphone':
      await send('background', 'microphone.ask', {});
      return;
    case 'site_settings': {
      const site = encodeURIComponent(location.origin);
      await chrome.tabs.create({ url: `chrome://settings/content/siteDetails?site=${site}` });
      return;
    }
    case 'performance':
      await chrome.tabs.create({ url: 'chrome://settings/performance' });
      return;
    case 'reconnect':
      await orNull(send('background', 'presence.goOnDuty', {}));
      await orNull(send('phone', 'presence.reconnect', {}));
      return;
    case 'go_online':
      await call(pickStatus, { status: 'online' });
      // Somebody is here, even if the operating system has not noticed.
      await orNull(send('phone', 'presence.active', {}));
      return;
  }
};

export const chromePorts = (): Ports => ({
  browser: () => ({
    isChromium: ((navigator as WithBrands).userAgentData?.brands ?? []).some(({ brand }) =>
      /Chrom(e|ium)/.test(brand),
    ),
    isOnline: navigator.onLine,
  }),
  isSignedIn: async () => (await getSession()) !== null,
  askWorker: () => call(checkUp, {}, SET_UP_PATIENCE),
  callerId: async () => {
    const [picked, numbers] = await Promise.all([callFrom(), call(listNumbers, {})]);
    return numbers.ok
      ? { picked: picked ?? null, callable: numbers.value.numbers.map(({ e164 }) => e164) }
      : undefined;
  },
  devices: lookAtDevices,
  phone: () => orNull(send('phone', 'diagnostics.phone', {}), REPORT_MS),
  isVpn,
  testLine: async () =>
    (await orNull(send('phone', 'diagnostics.lineTest', {}))) ?? {
      ok: false,
      error: { reason: 'offline' },
    },
  repair,
  now: () => Date.now(),
});
