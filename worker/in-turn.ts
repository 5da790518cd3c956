import { type LogFields, log } from './log.ts';

type Undone = { readonly name: string; readonly error: unknown };

/**
 * Runs each item in turn. A failing item is logged and does not stop the others. At the end the run as a whole fails
 * if any item did, so that the platform counts it as failed.
 */
export const inTurn = async <T>(
  items: readonly T[],
  each: (item: T) => Promise<void>,
  of: (item: T) => LogFields & { readonly act: string },
): Promise<void> => {
  const undone: Undone[] = [];
  for (const item of items) {
    try {
      await each(item);
    } catch (error) {
      const fields = of(item);
      log.error('scheduled.failed', { ...fields, error });
      undone.push({ name: fields.act, error });
    }
  }
  if (undone.length > 0) {
    const names = [...new Set(undone.map(({ name }) => name))].join(', ');
    throw new AggregateError(
      undone.map(({ error }) => error),
      `Failed: ${names}`,
    );
  }
};
