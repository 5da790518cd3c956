import { randomBytes } from 'node:crypto';
import { randomTail } from '../../shared/ids.ts';
import type { Installation } from './installation.ts';
import type { Shot } from './load.ts';

const times = (count: number, shot: (n: number) => Shot): Shot[] =>
  Array.from({ length: count }, (_, n) => shot(n));

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const dialOf = ({ url, idle }: Installation, n: number): Shot => ({
  method: 'POST',
  url: `${url}/v1/calls`,
  headers: {
    ...bearer(idle[n] ?? ''),
    'content-type': 'application/json',
    'idempotency-key': randomTail(randomBytes),
  },
  // Numbers that have been called before.
  body: JSON.stringify({
    intent: {
      number: `+1212555${String(100 + (n % 20)).padStart(4, '0')}`,
      source: 'keypad',
      at: Date.now(),
    },
  }),
});

type Shots = {
  /** Sent eight at a time. */
  readonly loaded: Readonly<Record<string, (count: number) => Shot[]>>;
  /** Sent one after the other. */
  readonly alone: Readonly<Record<string, (n: number) => Shot>>;
};

/** The requests to the floor and to the product, in turn, so that each is measured next to its counterpart. */
export const shotsOf = (floor: string, product: Installation, calls: number): Shots => {
  const body = product.webhooks(1)[0]?.body ?? '';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const bare: Shot = { method: 'GET', url: `${floor}/v1/health` };
  return {
    loaded: {
      bare: count => times(count, () => bare),
      hop: count => times(count, n => ({ method: 'POST', url: `${floor}/${n % calls}`, headers, body })),
      read: count => times(count, () => ({ method: 'GET', url: `${floor}/read` })),
      health: count => times(count, () => ({ method: 'GET', url: `${product.url}/v1/health` })),
      me: count =>
        times(count, () => ({ method: 'GET', url: `${product.url}/v1/me`, headers: bearer(product.token) })),
      webhook: count => product.webhooks(count),
    },
    alone: {
      bare: () => bare,
      answers: () => ({ method: 'POST', url: `${floor}/dial`, body: '' }),
      dial: n => dialOf(product, n),
    },
  };
};
