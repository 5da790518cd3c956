import { existsSync, readFileSync } from 'node:fs';
import type * as z from 'zod';

/** A JSON file of an earlier start, or undefined if there is none. The error for a damaged file names it. */
export const readStored = <S extends z.ZodType>(file: string, schema: S): z.infer<S> | undefined => {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} is damaged and cannot be read.`, { cause });
  }
};
