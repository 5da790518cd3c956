/**
 * How often a request waits for D1 or a Durable Object before it continues. Questions asked at the same time count
 * once: the count is the number of round trips a person waits for, wherever the database is.
 */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { app } from '../../worker/app.ts';

type Wave = { readonly asked: string[]; open: number };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
/** A stub's methods return promises that can be called too. */
const isPromise = (value: unknown): value is Promise<unknown> =>
  (isObject(value) || typeof value === 'function') && 'then' in value;

/** Methods whose result is asked in turn: a prepared statement, an object's stub. */
const OPENING: readonly unknown[] = ['prepare', 'bind', 'get'];

/** `target`, with each question to it recorded in the waves. */
const watched = <T extends object>(target: T, name: string, waves: Wave[]): T => {
  const noted = (answer: Promise<unknown>, question: string): Promise<unknown> => {
    const last = waves.at(-1);
    const wave = last && last.open > 0 ? last : { asked: [], open: 0 };
    if (wave !== last) waves.push(wave);
    wave.asked.push(question);
    wave.open += 1;
    return Promise.resolve(answer).finally(() => {
      wave.open -= 1;
    });
  };
  return new Proxy(target, {
    get: (from, property) => {
      const value: unknown = Reflect.get(from, property, from);
      if (typeof value !== 'function') return value;
      return (...values: unknown[]) => {
        const answer: unknown = Reflect.apply(value, from, values);
        if (isPromise(answer)) return noted(answer, `${name}.${String(property)}`);
        return OPENING.includes(property) && isObject(answer) ? watched(answer, name, waves) : answer;
      };
    },
  });
};

/** The response, and the waves of questions before it, in order. Work that continues after it does not count. */
export const answersAwaited = async (
  request: Request,
): Promise<{ response: Response; awaited: readonly (readonly string[])[] }> => {
  const waves: Wave[] = [];
  const context = createExecutionContext();
  const response = await app.fetch(
    request,
    {
      ...env,
      DB: watched(env.DB, 'D1', waves),
      SWITCHBOARD: watched(env.SWITCHBOARD, 'Switchboard', waves),
      LIVE_CALL: watched(env.LIVE_CALL, 'LiveCall', waves),
    },
    context,
  );
  const awaited = waves.filter(({ open }) => open === 0).map(({ asked }) => asked);
  await waitOnExecutionContext(context);
  return { response, awaited };
};
