// From the click to the call, in real Chromium: what the extension adds to the time of browser, network and carrier.
import { DIALS_PER_MINUTE } from '../../extension/page-limits.ts';
import { type Row, rowOf } from '../row.ts';
import { median, p99 } from '../statistics.ts';
import { openScene, type Scene } from './scene.ts';
import { type State, type Trial, tryOnce } from './trial.ts';

type Plan = {
  readonly state: State;
  readonly words: string;
  readonly trials: number;
  readonly gates: { readonly median: number; readonly p99: number };
  readonly goal: number;
};

/** The median's gate is a ratio to the floor; the gate and goal of the 99th percentile are milliseconds. */
const PLANS: readonly Plan[] = [
  { state: 'warm', words: 'warm', trials: 20, gates: { median: 3, p99: 60 }, goal: 5 },
  { state: 'asleep', words: 'worker asleep', trials: 10, gates: { median: 2, p99: 200 }, goal: 15 },
  { state: 'cold', words: 'all cold', trials: 6, gates: { median: 2, p99: 600 }, goal: 60 },
];

/** A restarted background counts a page's dials from zero; some clicks are repeated. */
const MOST_IN_A_ROW = DIALS_PER_MINUTE - 5;

const trialsOf = async (scene: Scene, { state, trials }: Plan): Promise<Trial[]> => {
  const all: Trial[] = [];
  for (let n = 0; all.length < trials; n++) {
    // A browser's first call opens the microphone for the first time, so it is not counted.
    const isFirst = n % MOST_IN_A_ROW === 0;
    if (isFirst) await scene.stopBackground();
    const trial = await tryOnce(scene, state);
    if (!isFirst) all.push(trial);
  }
  return all;
};

const rowsOf = ({ state, words, gates, goal }: Plan, trials: readonly Trial[]): Row[] => {
  const all = (of: (trial: Trial) => number) => trials.map(of);
  const n = trials.length;
  const area = 'dial';
  const floor = {
    name: state === 'cold' ? 'a raw message and an offscreen document' : 'a raw message',
    value: median(all(trial => trial.floor.messageMs)),
  };
  const connect = all(trial => trial.connectMs);
  const rows = [
    rowOf({
      area,
      name: `click → connect without the API’s round trip, ${words}, median of ${n}`,
      value: median(connect),
      unit: 'ms',
      floor,
      gate: { of: 'ratio', most: gates.median },
    }),
    rowOf({
      area,
      name: `click → connect without the API’s round trip, ${words}, p99 of ${n}`,
      value: p99(connect),
      unit: 'ms',
      floor: { name: floor.name, value: p99(all(trial => trial.floor.messageMs)) },
      gate: { of: 'value', most: gates.p99 },
      goal: { of: 'value', most: goal },
    }),
    rowOf({
      area,
      name: `click → panel there, ${words}, median of ${n}`,
      value: median(all(trial => trial.panelMs)),
      unit: 'ms',
      floor: {
        name: 'a plain file of the extension in a tab',
        value: median(all(trial => trial.floor.tabMs)),
      },
    }),
  ];
  if (state !== 'warm') return rows;
  return [
    ...rows,
    rowOf({
      area,
      name: `the API’s round trip of a dial, median of ${n}`,
      value: median(all(trial => trial.roundTripMs)),
      unit: 'ms',
      floor: { name: 'fetch of a bare route', value: median(all(trial => trial.floor.fetchMs)) },
    }),
    rowOf({
      area,
      name: `click → ringback, ${words}, median of ${n}`,
      value: median(all(trial => trial.ringMs)),
      unit: 'ms',
      floor: {
        name: 'the carrier alone, asked → ringing',
        value: median(all(trial => trial.floor.carrierMs)),
      },
    }),
  ];
};

export const benchDial = async (say: (line: string) => void): Promise<readonly Row[]> => {
  const scene = await openScene();
  try {
    const rows: Row[] = [];
    for (const plan of PLANS) {
      say(`  ${plan.words}, ${plan.trials} calls`);
      rows.push(...rowsOf(plan, await trialsOf(scene, plan)));
    }
    return rows;
  } finally {
    await scene.stop();
  }
};
