import { type RestResult, refuse, reply } from './rest-reply.ts';

const DEFAULT_SIZE = 50;
const MAX_SIZE = 1000;

export const PAGING = ['Page', 'PageSize', 'PageToken'];

const whole = (text: string | null, otherwise: number): number =>
  text === null ? otherwise : /^\d+$/.test(text) ? Number(text) : Number.NaN;

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
  const start = number * size;
  const items = all.slice(start, start + size);
  const uriOf = (n: number) => {
    const params = new URLSearchParams(query);
    params.set('PageSize', String(size));
    params.set('Page', String(n));
    params.delete('PageToken');
    return `${path}?${params}`;
  };
  return reply({
    [name]: items.map(toJson),
    page: number,
    page_size: size,
    start,
    end: Math.max(start, start + items.length - 1),
    uri: uriOf(number),
    first_page_uri: uriOf(0),
    previous_page_uri: number > 0 ? uriOf(number - 1) : null,
    next_page_uri: start + size < all.length ? uriOf(number + 1) : null,
  });
};
