import type { ProgressEvent } from './event.ts';

export type Test = { readonly title: string; readonly file: string; readonly passed: boolean };

/** What a runner has reported so far. */
export type Progress = {
  readonly told: (event: ProgressEvent) => void;
  readonly finished: () => readonly Test[];
  /** The running files and tests, one line each. */
  readonly underWay: () => readonly string[];
};

export const followProgress = (): Progress => {
  const finished: Test[] = [];
  /** Files that have begun but not ended, with the test running in each. */
  const files = new Map<string, string | undefined>();
  return {
    told: event => {
      if (event.type === 'file-end') files.delete(event.file);
      if (event.type === 'begin') files.set(event.file, event.title ?? files.get(event.file));
      if (event.type !== 'end') return;
      files.set(event.file, undefined);
      finished.push({ title: event.title, file: event.file, passed: event.passed });
    },
    finished: () => finished,
    underWay: () =>
      [...files].map(([file, title]) =>
        title === undefined ? `${file} (between tests)` : `${file}: ${title}`,
      ),
  };
};

/** The message for a runner that stopped making progress. */
export const stallWords = (name: string, silentMs: number, { finished, underWay }: Progress): string => {
  const where = underWay();
  const running = where.length > 0 ? `While running:\n    ${where.join('\n    ')}` : 'No file was running.';
  return `${name}: no test finished for ${silentMs / 1000} s, so it was stopped. ${finished().length} tests had finished. ${running}`;
};
