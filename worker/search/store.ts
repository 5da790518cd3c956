/** Finding rows by part of a text or number. Uses `instr`, because D1 limits a LIKE pattern to 50 bytes. */
import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { fold } from '../../shared/search/fold.ts';
import { numberForms } from '../../shared/search/number-forms.ts';

/** A search text in the form in which rows are compared with it; undefined if it is empty. */
export type Find = { readonly text: string; readonly numbers: readonly string[] };

export const findOf = (typed: string | undefined, country: string): Find | undefined => {
  const text = fold(typed ?? '');
  return typed === undefined || text === '' ? undefined : { text, numbers: numberForms(typed, country) };
};

/** A row that is not folded yet is found as it is written, ignoring case for A to Z only. */
export const hasText = (search: SQLiteColumn, plain: readonly SQLiteColumn[], { text }: Find): SQL => {
  const written = sql.join(
    plain.map(column => sql`coalesce(${column}, '')`),
    sql` || char(10) || `,
  );
  return sql`instr(coalesce(${search}, lower(${written})), ${text}) > 0`;
};

export const hasNumber = (e164: SQLiteColumn, digits: string): SQL => sql`instr(${e164}, ${digits}) > 0`;
