import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAGE_HEADERS, pageFile } from '../page/files.ts';
import { answerControl, isLocal } from './control/door.ts';
import { answerPage } from './control/page-door.ts';
import type { Network } from './network.ts';
import type { CarrierControl } from './options.ts';
import { readBody } from './read-body.ts';
import { faultBody, notFound, type RestResult } from './rest/reply.ts';
import { isRestPath, type RestCall, serveRest } from './rest/rest.ts';

const sendJson = (response: ServerResponse, status: number, json: unknown): void => {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(json === undefined ? undefined : JSON.stringify(json));
};

const send = (response: ServerResponse, result: RestResult): void => {
  if (!result.ok) {
    if (result.error.status === 401) response.setHeader('WWW-Authenticate', 'Basic realm="Twilio API"');
    sendJson(response, result.error.status, faultBody(result.error));
  } else if ('bytes' in result.value) {
    response.writeHead(result.value.status, { 'Content-Type': result.value.contentType });
    response.end(result.value.bytes);
  } else sendJson(response, result.value.status, result.value.json);
};

const answerRest = async (
  network: Network,
  call: RestCall,
  path: string,
  response: ServerResponse,
): Promise<void> => {
  const act = network.weather.requests.treat(call.method, path);
  if (act?.act === 'delay') await new Promise<void>(done => network.time.timers.after(act.delayMs, done));
  const result = await network.time.during(async () => serveRest(network, call, act));
  if (act?.act === 'cutAfter') response.destroy();
  // Without an answer the connection stays open until the client gives up.
  else if (result && act?.act !== 'timeoutAfter') send(response, result);
};

/** Everything the carrier serves over HTTP: the REST interface and the sandbox's own control, nothing else. */
export const answerHttp = async (
  network: Network,
  control: CarrierControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const url = request.url ?? '/';
  const method = request.method ?? 'GET';
  const [path = '/'] = url.split('?');
  const isControl = path === '/' || path.startsWith('/sandbox/');
  if (network.rest.isDown && !isControl) {
    request.destroy();
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    sendJson(response, 413, faultBody({ status: 413, code: 20001, message: 'The body is too large' }));
    return;
  }
  const { authorization, host = '', origin, 'content-type': contentType } = request.headers;
  if (isControl && isLocal({ host, origin })) {
    const file = method === 'GET' ? await pageFile(path) : undefined;
    if (file) {
      response.writeHead(200, { 'Content-Type': file.type, ...PAGE_HEADERS });
      response.end(file.body);
      return;
    }
    const own = method === 'POST' ? await answerPage(network, path, body) : undefined;
    const answer = own ?? (await answerControl(network, control, { method, path, body }));
    sendJson(response, answer.status, answer.json);
  } else if (isRestPath(path)) {
    await answerRest(network, { method, url, authorization, contentType, body }, path, response);
  } else send(response, notFound(path));
};
