import { err, ok, type Result } from '../../../shared/result.ts';
import { PAGING } from './page.ts';
import type { RestFault } from './reply.ts';

type Filters<T> = Readonly<Record<string, (item: T, value: string) => boolean>>;

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

/**
 * Twilio's date filters: `StartTime=` a day, `StartTime<=` and `StartTime>=` a bound.
 * The helper library sends the bounds as the names `StartTime<` and `StartTime>`.
 */
export const timeFilters = <T>(name: string, read: (item: T) => number | undefined): Filters<T> => {
  const compare =
    (test: (at: number, bound: number, spanMs: number) => boolean) =>
    (item: T, value: string): boolean => {
      const at = read(item);
      const bound = Date.parse(value);
      return at !== undefined && test(at, bound, DAY.test(value) ? DAY_MS : 1000);
    };
  return {
    [name]: compare((at, bound, spanMs) => at >= bound && at < bound + spanMs),
    [`${name}<`]: compare((at, bound, spanMs) => at < bound + spanMs),
    [`${name}>`]: compare((at, bound) => at >= bound),
  };
};

const isTime = (name: string): boolean => /(Time|DateCreated|DateUpdated)[<>]?$/.test(name);

/** The items that pass every filter. Unknown filters are refused: Twilio would ignore them. */
export const filter = <T>(
  items: readonly T[],
  query: URLSearchParams,
  filters: Filters<T>,
): Result<readonly T[], RestFault> => {
  let left = items;
  for (const [name, value] of query) {
    if (PAGING.includes(name)) continue;
    const test = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (!test) {
      const message = `The sandbox carrier does not know the filter ${name} here.`;
      return err({ status: 400, code: 20001, message });
    }
    if (isTime(name) && Number.isNaN(Date.parse(value))) {
      return err({ status: 400, code: 20001, message: `Invalid ${name}: ${value}` });
    }
    left = left.filter(item => test(item, value));
  }
  return ok(left);
};
