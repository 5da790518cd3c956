// A load generator: a fixed number of concurrent requests over keep-alive connections, until all are answered.
import { Agent, request } from 'node:http';

export type Shot = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

const AT_A_TIME = 8;
const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });

export type Answer = { readonly status: number; readonly text: string };

export const send = ({ method, url, headers, body }: Shot): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers: { ...headers } }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

const sendWell = async (shot: Shot): Promise<void> => {
  const { status, text } = await send(shot);
  if (status < 200 || status > 299) throw new Error(`${shot.method} ${shot.url}: ${status} ${text}`);
};

/** From the request to the end of its answer, milliseconds. */
export const roundTripMs = async (shot: Shot): Promise<number> => {
  const begun = performance.now();
  await sendWell(shot);
  return performance.now() - begun;
};

/** Requests per second. Any answer that is not 2xx ends the bench: a refusal is fast and proves nothing. */
export const rateOf = async (shots: readonly Shot[]): Promise<number> => {
  let next = 0;
  const begun = performance.now();
  const lane = async () => {
    for (;;) {
      const shot = shots[next++];
      if (!shot) return;
      await sendWell(shot);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  return (shots.length * 1000) / (performance.now() - begun);
};

export const closeConnections = (): void => agent.destroy();
