/**
 * How often a request waits for an answer of D1 or of a Durable Object before it goes on. What it asks for at once counts
 * once: that is how long somebody waits, wherever the database is.
 */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { app } from '../../worker/app.ts';

type Wave = { readonly asked: string[]; open: number };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
/** What an object's stub promises can be called too. */
const isPromise = (value: unknown): value is Promise<unknown> =>
  (isObject(value) || typeof value === 'function') && 'then' in value;

/** What these answer is asked in turn: a prepared statement, an object's stub. */
const OPENING: readonly unknown[] = ['prepare', 'bind', 'get'];

/** `target`, with each question to it noted among the waves. */
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

/** The response, and what was asked for at once before it, in turn. What goes on after it does not count. */
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
