import { computed, signal } from '@preact/signals';
import type { CheckUp } from '../../../shared/diagnostics/contract.ts';
import type { Result } from '../../../shared/result.ts';
import type { LineTest, LineTestObstacle, Obstacle } from '../../messages.ts';
import { faultsIn, isGated, shownFor } from '../checks.ts';
import type { Devices, Facts } from '../facts.ts';
import type { Repair } from '../finding.ts';

export type Ports = {
  readonly browser: () => NonNullable<Facts['browser']>;
  readonly isSignedIn: () => Promise<boolean>;
  readonly askWorker: () => Promise<Result<CheckUp, Obstacle>>;
  readonly callerId: () => Promise<Facts['callerId']>;
  readonly devices: () => Promise<Devices>;
  /** Null when there is no phone document. */
  readonly phone: () => Promise<Exclude<Facts['phone'], undefined>>;
  readonly isVpn: () => Promise<boolean>;
  readonly testLine: () => Promise<Result<LineTest, LineTestObstacle>>;
  readonly repair: (repair: Repair) => Promise<void>;
  readonly now: () => number;
};

/** Whoever repairs something on another page checks again when they come back. */
const OPENS_A_PAGE: readonly string[] = ['site_settings', 'performance'];

export type CheckUpModel = ReturnType<typeof createCheckUp>;

/** Runs one check after the other; each result is shown at once. */
export const createCheckUp = (ports: Ports) => {
  const facts = signal<Facts>({});
  const isRunning = signal(false);
  const hasRun = signal(false);
  const shown = computed(() => shownFor(facts.value));
  const count = (state: 'bad' | 'warn') =>
    [...faultsIn(shown.value).values()].filter(fault => fault.state === state).length;

  const add = (more: Facts) => {
    facts.value = { ...facts.value, ...more };
  };
  const isOver = () => isGated(facts.value);

  /** A single lost request does not prove that the server is unreachable, so a second one is sent. */
  const askWorker = async () => {
    const first = await ports.askWorker();
    return !first.ok && first.error.reason === 'offline' ? ports.askWorker() : first;
  };

  const look = async () => {
    add({ browser: ports.browser(), isSignedIn: await ports.isSignedIn() });
    if (isOver()) return;
    const worker = await askWorker();
    // The time the request took is ignored: seconds do not matter here.
    add({ worker, ...(worker.ok ? { skewMs: worker.value.now - ports.now() } : {}) });
    if (isOver()) return;
    add({ phone: await ports.phone() });
    if (worker.ok) add({ callerId: await ports.callerId() });
    add({ devices: await ports.devices(), isVpn: await ports.isVpn() });
    // Without the Worker, no ticket is obeyed and no call gets through.
    if (!worker.ok) return;
    const line = await ports.testLine();
    add({ line });
    if (!line.ok) return;
    const after = await askWorker();
    const [before, now] = [worker.value.lineTestAt ?? 0, after.ok ? (after.value.lineTestAt ?? 0) : 0];
    add({ wasWorkerAsked: now > before });
  };

  const run = async (): Promise<void> => {
    if (isRunning.value) return;
    isRunning.value = true;
    facts.value = {};
    try {
      await look();
    } finally {
      isRunning.value = false;
      hasRun.value = true;
    }
  };

  return {
    shown,
    isRunning,
    hasRun,
    bad: computed(() => count('bad')),
    warn: computed(() => count('warn')),
    run,
    /** Carries out a repair, then checks again. */
    repair: async (repair: Repair): Promise<void> => {
      await ports.repair(repair);
      if ('do' in repair && !OPENS_A_PAGE.includes(repair.do)) await run();
    },
  };
};
