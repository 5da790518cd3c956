import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerControl } from './control.ts';
import type { Network } from './network.ts';
import type { CarrierControl } from './options.ts';
import { isRestPath, serveRest } from './rest.ts';
import { faultBody, notFound } from './rest-reply.ts';

const MAX_BODY_BYTES = 64 * 1024;

const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > MAX_BODY_BYTES) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
};

export const sendJson = (response: ServerResponse, status: number, json: unknown): void => {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(json === undefined ? undefined : JSON.stringify(json));
};

/** Everything the carrier answers over HTTP: the REST interface, the sandbox's own control, nothing else. */
export const answerHttp = async (
  network: Network,
  control: CarrierControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const url = request.url ?? '/';
  const method = request.method ?? 'GET';
  const [path = '/'] = url.split('?');
  const body = await readBody(request);
  if (body === undefined) {
    sendJson(response, 413, faultBody({ status: 413, code: 20_001, message: 'The body is too large' }));
    return;
  }
  if (path.startsWith('/sandbox/')) {
    const answer = answerControl(network, control, { method, path, body, host: request.headers.host ?? '' });
    sendJson(response, answer.status, answer.json);
    return;
  }
  const { authorization, 'content-type': contentType } = request.headers;
  const result = isRestPath(path)
    ? serveRest(network, { method, url, authorization, contentType, body })
    : notFound(path);
  if (!result.ok) {
    if (result.error.status === 401) response.setHeader('WWW-Authenticate', 'Basic realm="Twilio API"');
    sendJson(response, result.error.status, faultBody(result.error));
    return;
  }
  sendJson(response, result.value.status, result.value.json);
};
