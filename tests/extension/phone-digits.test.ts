import { expect, it } from 'vitest';
import { digitQueue } from '../../extension/calls/digit-queue.ts';

/** Tones that end when they are told to. */
const aPlayer = () => {
  const played: string[] = [];
  const ends: (() => void)[] = [];
  const push = digitQueue(digit => {
    played.push(digit);
    return new Promise(over => ends.push(over));
  });
  const end = async (): Promise<void> => {
    ends.shift()?.();
    await Promise.resolve();
  };
  return { played, push, end };
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

it('plays at once again when all before it were played', async () => {
  const { played, push, end } = aPlayer();
  push('1');
  await end();
  push('2');
  expect(played).toEqual(['1', '2']);
});
