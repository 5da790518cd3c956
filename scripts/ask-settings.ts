import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export type Setting = {
  readonly name: string;
  readonly what: string;
  readonly like: RegExp;
  readonly secret?: boolean;
};

/** Asks a person at a terminal; what is secret does not show. */
export const question = async (text: string, secret = false): Promise<string> => {
  process.stderr.write(text);
  const shown = new Writable({
    write: (chunk, _encoding, done) => {
      if (!secret) process.stderr.write(chunk);
      done();
    },
  });
  const line = createInterface({ input: process.stdin, output: shown, terminal: process.stdin.isTTY });
  try {
    return (await line.question('')).trim();
  } finally {
    line.close();
    if (secret) process.stderr.write('\n');
  }
};

/** Each setting from the environment, or asked for; without a terminal, what is missing is said all at once. */
export const askSettings = async (
  settings: readonly Setting[],
): Promise<Readonly<Record<string, string>>> => {
  const missing = settings.filter(({ name }) => !process.env[name]);
  if (missing.length && !process.stdin.isTTY) {
    const lines = missing.map(({ name, what }) => `  ${name}   ${what}`);
    throw new Error(`These are missing from the environment:\n${lines.join('\n')}`);
  }
  const found: Record<string, string> = {};
  for (const { name, what, like, secret } of settings) {
    const value = process.env[name] || (await question(`${what} (${name}): `, secret));
    if (!like.test(value)) throw new Error(`${name} does not look like ${what}.`);
    found[name] = value;
  }
  return found;
};
