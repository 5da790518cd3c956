import { type RestResult, refuse, reply } from './reply.ts';

const DEFAULT_SIZE = 50;
const MAX_SIZE = 1000;

export const PAGING = ['Page', 'PageSize', 'PageToken'];

const whole = (text: string | null, otherwise: number): number =>
  text === null ? otherwise : /^\d+$/.test(text) ? Number(text) : Number.NaN;

const idOf = (json: unknown): string | undefined => {
  const { sid, call_sid: callSid }: { sid?: unknown; call_sid?: unknown } = Object(json);
  return String(sid ?? callSid ?? '') || undefined;
};

/** `PA` and the SID of the item before the page: items added to the front of the list meanwhile shift no page. */
const TOKEN = /^PA([A-Z]{2}[0-9a-f]{32})$/;

/** One page of a list, with the addresses of its neighbours; `path` is the list's own. */
export const page = <T>(
  name: string,
  path: string,
  query: URLSearchParams,
  all: readonly T[],
  toJson: (item: T) => unknown,
): RestResult => {
  const asked = whole(query.get('PageSize'), DEFAULT_SIZE);
  const number = whole(query.get('Page'), 0);
  if (!(asked >= 1) || Number.isNaN(number)) return refuse(20001, 'Invalid Page or PageSize');
  const size = Math.min(asked, MAX_SIZE);
  const token = query.get('PageToken');
  const before = token === null ? undefined : TOKEN.exec(token)?.[1];
  if (token !== null && before === undefined) return refuse(20001, 'Invalid PageToken');
  const known = before === undefined ? -1 : all.findIndex(item => idOf(toJson(item)) === before);
  const start = known < 0 ? number * size : known + 1;
  const items = all.slice(start, start + size).map(toJson);
  const uriOf = (n: number, after?: string) => {
    const params = new URLSearchParams(query);
    params.set('PageSize', String(size));
    params.set('Page', String(n));
    params.delete('PageToken');
    if (after !== undefined) params.set('PageToken', `PA${after}`);
    return `${path}?${params}`;
  };
  return reply({
    [name]: items,
    page: number,
    page_size: size,
    start,
    end: Math.max(start, start + items.length - 1),
    uri: uriOf(number),
    first_page_uri: uriOf(0),
    previous_page_uri: number > 0 ? uriOf(number - 1) : null,
    next_page_uri: start + size < all.length ? uriOf(number + 1, idOf(items.at(-1))) : null,
  });
};
