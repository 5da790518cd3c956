/** Keys that seal secrets: `SEALING_KEY_1`, `SEALING_KEY_2`, … base64url of 32 bytes. The highest seals; all open. */
import { HttpProblem } from '../problem.ts';

const NAME = /^SEALING_KEY_(\d{1,4})$/;
const BYTES = 32;

export type SealingKey = { readonly number: number; readonly bytes: Uint8Array<ArrayBuffer> };

export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), each => each.charCodeAt(0));

export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const keyOf = (name: string, value: unknown): SealingKey | undefined => {
  const number = NAME.exec(name)?.[1];
  if (number === undefined || typeof value !== 'string') return undefined;
  const bytes = fromBase64Url(value.trim());
  if (bytes.length !== BYTES) throw new Error(`${name} is not ${BYTES} bytes in base64url.`);
  return { number: Number(number), bytes };
};

/** Newest first. */
export const keyring = (env: Env): readonly SealingKey[] =>
  Object.entries(env)
    .flatMap(([name, value]) => keyOf(name, value) ?? [])
    .sort((one, other) => other.number - one.number);

/** The key that seals new secrets. An installation without any key stores no secrets. */
export const newestKey = (env: Env): SealingKey => {
  const [newest] = keyring(env);
  if (!newest)
    throw new HttpProblem(
      503,
      'This server has no sealing key. Ask the person who runs it: npm run deploy creates one.',
    );
  return newest;
};
