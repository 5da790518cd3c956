/** Tries a language model's endpoint. */
import type OpenAI from 'openai';
import type { AiFault } from '../../shared/ai/contract.ts';

const TIMEOUT_MS = 10_000;
const EXAMPLES = 5;

export type ModelAccess = { readonly endpoint: string; readonly apiKey: string | undefined };

/**
 * A client for one workspace's model. The library is large, so it is loaded on first use. The client follows no
 * redirect: a key is sent only to the endpoint it was entered for.
 */
export const modelClient = async ({ endpoint, apiKey }: ModelAccess): Promise<OpenAI> => {
  const { OpenAI: Client } = await import('openai');
  return new Client({
    baseURL: endpoint,
    // A model on one's own machine needs no key, but the client requires a value.
    apiKey: apiKey ?? 'none',
    timeout: TIMEOUT_MS,
    maxRetries: 0,
    fetch: (url, init) => fetch(url, { ...init, redirect: 'manual' }),
  });
};

export type Looked =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: AiFault; readonly models?: string[] };

const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;

const faultOf = (status: number | undefined): AiFault => {
  if (status === 401 || status === 403) return 'key_refused';
  return status === undefined || status === 429 || status >= 500 ? 'silent' : 'not_an_endpoint';
};

const isNamed = (each: unknown): each is { readonly id: string } =>
  typeof each === 'object' && each !== null && 'id' in each && typeof each.id === 'string';

/** Whether the endpoint takes the key and has the model. */
export const lookAtModel = async (access: ModelAccess, model: string): Promise<Looked> => {
  const client = await modelClient(access);
  let listed: unknown;
  try {
    listed = (await client.models.list()).data;
  } catch (error) {
    return { ok: false, fault: faultOf(statusOf(error)) };
  }
  const names = Array.isArray(listed) ? listed.filter(isNamed).map(({ id }) => id) : [];
  if (names.length === 0) return { ok: false, fault: 'not_an_endpoint' };
  if (names.includes(model)) return { ok: true };
  return { ok: false, fault: 'model_unknown', models: names.slice(0, EXAMPLES) };
};
