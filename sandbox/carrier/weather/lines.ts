import type { Call } from '../calls/call.ts';
import { dice, hash } from '../dice.ts';
import type { LineRates } from './plan.ts';

/** A fault that strikes a call this long after the answer. */
export type LineAct = {
  readonly act: 'cutSocket' | 'freezeSocket' | 'loss' | 'hangUp';
  readonly afterMs: number;
  readonly share: number;
};

export type LineFaults = {
  plan(rates: LineRates | undefined, seed: number): void;
  /** The draw depends on the leg's number or device, and on how many calls that had before. */
  treat(call: Call): readonly LineAct[];
};

export const createLineFaults = (): LineFaults => {
  const seen = new Map<string, number>();
  let rates: LineRates | undefined;
  let seed = 1;
  return {
    plan(newRates, newSeed) {
      rates = newRates;
      seed = newSeed;
      seen.clear();
    },
    treat({ kind, direction, from, to }) {
      if (!rates) return [];
      const name = `${kind} ${direction === 'inbound' ? from : to}`;
      const nth = seen.get(name) ?? 0;
      seen.set(name, nth + 1);
      const next = dice(hash(`${seed} line ${name} ${nth}`));
      const { withinMs, lossShare } = rates;
      // Every number is drawn even if it is not needed, so that one rate does not shift the draws of the others.
      const roll = (rate: number, act: LineAct['act']): LineAct[] => {
        const strikes = next() < rate;
        const afterMs = Math.round(next() * withinMs);
        return strikes ? [{ act, afterMs, share: lossShare }] : [];
      };
      const ofDevice = [
        ...roll(rates.cutSocket, 'cutSocket'),
        ...roll(rates.freezeSocket, 'freezeSocket'),
        ...roll(rates.loss, 'loss'),
      ];
      const ofPerson = roll(rates.hangUp, 'hangUp');
      return kind === 'client' ? ofDevice : ofPerson;
    },
  };
};
