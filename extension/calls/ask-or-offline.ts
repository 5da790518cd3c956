import type { Endpoint, RequestOf } from '../../shared/endpoint.ts';
import { err } from '../../shared/result.ts';
import type { call } from '../api.ts';
import type { CallOptions, Reply } from '../http.ts';

/**
 * What the phone asks the server with. The browser's storage, where the session is, can break on the way, as when another
 * context has it closed. To a call that is no different from a network that is down: it is said, and asked again.
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
