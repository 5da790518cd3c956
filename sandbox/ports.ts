import { createServer } from 'node:net';

/** Where `npm start` puts everything, as long as nobody else is there. */
export const PORTS = { worker: 8787, crm: 8788, mail: 8789, carrier: 8790 };
export type Ports = typeof PORTS;

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer();
    // A machine without IPv6 has nobody on ::1 either.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRNOTAVAIL'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** `wanted`, or the next port that nobody listens on, on either loopback address. */
export const freePort = async (wanted: number, taken: readonly number[] = []): Promise<number> => {
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port++) {
    if (taken.includes(port)) continue;
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'))) return port;
  }
  throw new Error(`No free port from ${wanted} on.`);
};

// Below what systems give to outgoing connections (from 32,768 on): one of those may take a port between its being found
// free and its being listened on.
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** Any free port, far from the usual ones. */
export const anyPort = (taken: readonly number[] = []): Promise<number> =>
  freePort(LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST)), taken);
