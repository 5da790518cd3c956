import type { Endpoint, RequestOf } from '../../shared/endpoint.ts';
import { err } from '../../shared/result.ts';
import type { call } from '../api.ts';
import type { CallOptions, Reply } from '../http.ts';

/**
 * How the phone sends requests to the server. The session is in the browser's storage, which can fail at any time,
 * for example when another context has closed it. For a call, that is the same as a network that is down: it is
 * reported as `offline`, and the request is retried.
 */
export const askOrOffline =
  (ask: typeof call): typeof call =>
  async <E extends Endpoint>(
    endpoint: E,
    request: RequestOf<E>,
    options?: CallOptions,
  ): Promise<Reply<E>> => {
    try {
      return await ask(endpoint, request, options);
    } catch {
      return err({ reason: 'offline' });
    }
  };
