import type { RandomBytes } from '../../shared/ids.ts';
import { addMailCode } from './store.ts';
import type { mailCode } from './table.ts';

export const CODE_MS = 10 * 60_000;
const TRIES = 5;
const DIGITS = 8;

/** Eight digits, each as likely as the next: bytes from 250 on would favour some. */
export const newCode = (random: RandomBytes): string => {
  let code = '';
  while (code.length < DIGITS) for (const byte of random(DIGITS)) if (byte < 250) code += byte % 10;
  return code.slice(0, DIGITS);
};

/** Keeps a code that was mailed for as long as it works. */
export const keepMailCode = (
  env: Env,
  code: Pick<typeof mailCode.$inferInsert, 'requestHash' | 'userId' | 'codeHash'>,
  now: number,
): Promise<void> => addMailCode(env, { ...code, triesLeft: TRIES, createdAt: now, expiresAt: now + CODE_MS });
