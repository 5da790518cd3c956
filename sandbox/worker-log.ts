// The log of a Worker that runs as a separate process (worker-process.ts).
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Appends lines to a file; each line is written when the call returns. An unwritable log does not end the Worker:
 * `tell` gets the reason, once.
 */
export const openLog = (file: string, tell: (text: string) => void): ((line: string) => void) => {
  let isTold = false;
  const failed = (error: unknown): void => {
    if (isTold) return;
    isTold = true;
    tell(`${file} cannot be written, so the Worker goes on without a log: ${reasonOf(error)}`);
  };
  let log: number;
  try {
    log = openSync(file, 'a');
  } catch (error) {
    failed(error);
    return () => undefined;
  }
  return line => {
    try {
      writeSync(log, `${line}\n`);
    } catch (error) {
      failed(error);
    }
  };
};

const END_BYTES = 4_000;

/** The end of a log; if the log is empty or unreadable, a sentence that says so. */
export const endOfLog = (file: string): string => {
  let log: number | undefined;
  try {
    const from = Math.max(0, statSync(file).size - END_BYTES);
    log = openSync(file, 'r');
    const end = Buffer.alloc(END_BYTES);
    const length = readSync(log, end, 0, END_BYTES, from);
    return length === 0 ? `Its log is empty: ${file}.` : end.toString('utf8', 0, length);
  } catch (error) {
    return `Its log cannot be read: ${reasonOf(error)}`;
  } finally {
    if (log !== undefined) closeSync(log);
  }
};
