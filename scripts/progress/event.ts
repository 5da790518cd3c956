/** Messages of a test runner to the process that watches it, over their IPC channel. */
export type ProgressEvent =
  | { readonly type: 'begin'; readonly file: string; readonly title?: string }
  /** Something moved inside a test: a fixture, a step. */
  | { readonly type: 'step'; readonly file: string }
  | { readonly type: 'end'; readonly file: string; readonly title: string; readonly passed: boolean }
  | { readonly type: 'file-end'; readonly file: string };

/** Sends to the watching process, if there is one. A runner whose watcher died ends too. */
export const tell = (event: ProgressEvent): void => {
  process.send?.(event);
};

if (process.send) process.once('disconnect', () => process.exit(1));
