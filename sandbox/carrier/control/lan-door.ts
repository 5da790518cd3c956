import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { networkInterfaces } from 'node:os';
import { renderSVG } from 'uqr';
import { createSelfSignedCertificate, HashAlgorithm, NamedCurveAlgorithm, SignatureAlgorithm } from 'werift';
import { PAGE_HEADERS, pageFile } from '../../page/files.ts';
import type { Network } from '../network.ts';
import { readBody } from '../read-body.ts';
import { guestView } from './live.ts';
import { answerPage } from './page-door.ts';

/** Access for a telephone on the same network. */
export type LanDoor = {
  /** The address for telephones; a person who has it can act as a telephone, and nothing more. */
  readonly url: string;
  /** The same address as a QR code to scan: an SVG. */
  readonly qr: string;
  close(): Promise<void>;
};

// Everything a telephone needs. Calls, webhooks and faults are reachable from this machine only.
const ALLOWED = new Set([
  '/sandbox/live',
  '/sandbox/phone',
  '/sandbox/phone/close',
  '/sandbox/phone/answer',
  '/sandbox/phone/decline',
  '/sandbox/phone/hang-up',
  '/sandbox/phone/dial',
]);

/** This machine's address on its network; undefined when it is on none. */
export const lanAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

const same = (given: string, key: string): boolean =>
  given.length === key.length && timingSafeEqual(Buffer.from(given), Buffer.from(key));

const keyIn = (request: IncomingMessage): string =>
  /(?:^|;\s*)key=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';

const answerAct = async (network: Network, path: string, request: IncomingMessage) => {
  const body = ALLOWED.has(path) ? await readBody(request) : undefined;
  if (body === undefined) return undefined;
  const answer = await answerPage(network, path, body);
  if (path !== '/sandbox/live' || answer?.status !== 200) return answer;
  const { tab } = JSON.parse(body);
  return { status: 200, json: guestView(network, String(tab)) };
};

/**
 * Opens the page to this machine's network, for telephones only. Browsers allow a page the microphone over TLS only,
 * and the certificate is self-signed: the browser asks once whether to continue.
 */
export const openLanDoor = async (
  network: Network,
  { address, port = 0 }: { readonly address: string; readonly port?: number },
): Promise<LanDoor> => {
  const { certPem, keyPem } = await createSelfSignedCertificate(
    { hash: HashAlgorithm.sha256_4, signature: SignatureAlgorithm.ecdsa_3 },
    NamedCurveAlgorithm.secp256r1_23,
  );
  const key = randomBytes(16).toString('base64url');
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://carrier.invalid');
    if (request.method === 'GET' && same(searchParams.get('key') ?? '', key)) {
      const cookie = `key=${key}; Path=/; HttpOnly; Secure; SameSite=Strict`;
      response.writeHead(302, { Location: '/', 'Set-Cookie': cookie, 'Cache-Control': 'no-store' }).end();
      return;
    }
    if (!same(keyIn(request), key)) {
      response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('Point the camera at the code again: this address alone opens nothing.');
      return;
    }
    const file = request.method === 'GET' ? await pageFile(pathname) : undefined;
    if (file) {
      response.writeHead(200, { 'Content-Type': file.type, ...PAGE_HEADERS }).end(file.body);
      return;
    }
    const act = request.method === 'POST' ? await answerAct(network, pathname, request) : undefined;
    response.writeHead(act?.status ?? 404, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(act?.json ?? { message: 'There is nothing here for a telephone.' }));
  };
  const server = createServer({ key: keyPem, cert: certPem }, (request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      network.log(`${request.url} from the network broke: ${String(thrown)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.listen(port, address);
  await once(server, 'listening');
  const bound = server.address();
  const url = `https://${address}:${typeof bound === 'object' ? bound?.port : port}/?key=${key}`;
  return {
    url,
    qr: renderSVG(url, { border: 2 }),
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};
