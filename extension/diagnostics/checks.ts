/**
 * What people notice when something is wrong, and for each the causes, in the order in which the sources name them.
 * The first cause that is wrong is named; those after it are not looked at, because it may be what is wrong with them.
 */
import { callerId } from './caller-id-check.ts';
import { clock, connection, internet, server, signedIn, throttling } from './connection-checks.ts';
import { autoplay, devices, microphone } from './device-checks.ts';
import type { Facts } from './facts.ts';
import type { Finding, Look } from './finding.ts';
import { line, sound, soundQuality, vpn, webhook } from './line-checks.ts';
import { account, application, credentials, dialer, key, role, standing } from './set-up-checks.ts';
import { heartbeat, status } from './status-checks.ts';
import type { words } from './words.ts';
import { browser, numberFormat, numberLimits, numbers } from './workspace-checks.ts';

const LOOKS = {
  signedIn,
  role,
  dialer,
  account,
  key,
  credentials,
  standing,
  application,
  microphone,
  devices,
  autoplay,
  status,
  heartbeat,
  throttling,
  numbers,
  numberFormat,
  numberLimits,
  webhook,
  connection,
  internet,
  server,
  clock,
  line,
  sound,
  browser,
  vpn,
  soundQuality,
  callerId,
} as const satisfies Record<keyof typeof words.checks, Look>;
export type CheckId = keyof typeof LOOKS;

export type Symptom = { readonly id: keyof typeof words.symptoms; readonly causes: readonly CheckId[] };

export const SYMPTOMS: readonly Symptom[] = [
  { id: 'shown', causes: ['signedIn', 'role', 'dialer', 'account', 'key'] },
  { id: 'ready', causes: ['credentials', 'standing', 'application'] },
  { id: 'audio', causes: ['microphone', 'devices', 'autoplay'] },
  { id: 'rings', causes: ['status', 'heartbeat', 'throttling'] },
  { id: 'callsOut', causes: ['numbers', 'key', 'numberFormat', 'webhook', 'numberLimits'] },
  { id: 'connected', causes: ['connection', 'internet', 'server', 'throttling', 'clock'] },
  { id: 'heard', causes: ['line', 'sound', 'browser', 'vpn', 'devices', 'soundQuality'] },
  { id: 'callerId', causes: ['callerId'] },
];

/** While one of these is wrong, nothing else is looked at: without a session or a dialer, nothing else matters. */
const GATES: readonly CheckId[] = ['signedIn', 'role', 'dialer'];
/** While one of these is wrong, what the server would say is unknown. */
const SOURCES: readonly CheckId[] = ['internet', 'server'];

export type Shown = { readonly id: CheckId; readonly finding: Finding | 'waits' | 'skipped' };
export type ShownSymptom = {
  readonly id: Symptom['id'];
  /** The worst finding; `waits` until every cause has been looked at. */
  readonly state: Finding['state'] | 'waits' | 'skipped';
  readonly causes: readonly Shown[];
};

const isFault = (finding: Shown['finding'] | undefined): finding is Finding =>
  typeof finding === 'object' && (finding.state === 'bad' || finding.state === 'warn');

const stateOf = (causes: readonly Shown[]): ShownSymptom['state'] => {
  const fault = causes.map(({ finding }) => finding).find(isFault);
  if (fault) return fault.state;
  for (const each of ['waits', 'skipped'] as const)
    if (causes.some(({ finding }) => finding === each)) return each;
  return causes.some(({ finding }) => typeof finding === 'object' && finding.state === 'open')
    ? 'open'
    : 'good';
};

/** Nothing else needs to be found out. */
export const isGated = (facts: Facts): boolean => GATES.some(id => isFault(LOOKS[id](facts)));

/** Every symptom with its causes and what was found. Pure. */
export const shownFor = (facts: Facts): readonly ShownSymptom[] => {
  const found = (id: CheckId): Finding | undefined => LOOKS[id](facts);
  const isWrong = (id: CheckId): boolean => isFault(found(id));
  const isShut = isGated(facts);
  const isBlind = isShut || SOURCES.some(isWrong);
  const isNotSetUp = isWrong('account');
  return SYMPTOMS.map(({ id, causes }) => {
    let isOver = (isShut && id !== 'shown') || (isNotSetUp && id === 'ready');
    const shown = causes.map((cause): Shown => {
      const finding = isOver ? 'skipped' : (found(cause) ?? (isBlind ? 'skipped' : 'waits'));
      isOver ||= isFault(finding);
      return { id: cause, finding };
    });
    return { id, state: stateOf(shown), causes: shown };
  });
};

/** The faults that are named, each once, however many symptoms it causes. */
export const faultsIn = (symptoms: readonly ShownSymptom[]): ReadonlyMap<CheckId, Finding> =>
  new Map(
    symptoms
      .flatMap(({ causes }) => causes)
      .flatMap(({ id, finding }) => (isFault(finding) ? [[id, finding] as const] : [])),
  );
