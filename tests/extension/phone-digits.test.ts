import { expect, it } from 'vitest';
import { DIGIT_MS, digitQueue } from '../../extension/calls/digit-queue.ts';

const clockwork = () => {
  const sent: string[] = [];
  const waits: { then: () => void; ms: number }[] = [];
  const push = digitQueue(
    digit => sent.push(digit),
    (then, ms) => waits.push({ then, ms }),
  );
  return { sent, waits, push };
};

it('sends digits typed during a tone after it, each once and in order', () => {
  const { sent, waits, push } = clockwork();
  push('1');
  push('5#');
  expect(sent).toEqual(['1']);
  for (let wait = waits.shift(); wait; wait = waits.shift()) {
    expect(wait.ms).toBe(DIGIT_MS);
    wait.then();
  }
  expect(sent).toEqual(['1', '5', '#']);
});

it('sends at once again when all before it were played', () => {
  const { sent, waits, push } = clockwork();
  push('1');
  waits.shift()?.then();
  push('2');
  expect(sent).toEqual(['1', '2']);
});
