import { expect, it, vi } from 'vitest';
import { digitQueue } from '../../extension/calls/digit-queue.ts';

/** Tones that end when the test ends them. */
const aPlayer = () => {
  const played: string[] = [];
  const ends: (() => void)[] = [];
  const failures: unknown[] = [];
  const push = digitQueue(
    async digit => {
      if (digit === 'x') throw new Error('no such tone');
      played.push(digit);
      await new Promise<void>(over => ends.push(over));
    },
    error => failures.push(error),
  );
  const end = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise(turn => setImmediate(turn));
  };
  return { played, failures, push, end };
};

it('plays digits typed during a tone after it, each once and in order, however long the tone takes', async () => {
  const { played, push, end } = aPlayer();
  push('1');
  push('5#');
  push('1');
  expect(played).toEqual(['1']);
  await end();
  expect(played).toEqual(['1', '5']);
  push('2');
  for (let rest = 0; rest < 4; rest++) await end();
  expect(played).toEqual(['1', '5', '#', '1', '2']);
});

it('plays a digit at once when all before it have been played', async () => {
  const { played, push, end } = aPlayer();
  push('1');
  await end();
  push('2');
  expect(played).toEqual(['1', '2']);
});

it('goes on with the next digit when the end of a tone is never reported', async () => {
  vi.useFakeTimers();
  const { played, push } = aPlayer();
  push('12');
  push('3');
  expect(played).toEqual(['1']);
  await vi.runAllTimersAsync();
  expect(played).toEqual(['1', '2', '3']);
  push('4');
  expect(played).toEqual(['1', '2', '3', '4']);
  vi.useRealTimers();
});

it('drops the digits behind one that cannot be played, says so, and plays the next one pressed', async () => {
  const { played, failures, push, end } = aPlayer();
  push('1x23');
  for (let rest = 0; rest < 4; rest++) await end();
  expect(played).toEqual(['1']);
  expect(failures).toHaveLength(1);
  push('4');
  expect(played).toEqual(['1', '4']);
});
