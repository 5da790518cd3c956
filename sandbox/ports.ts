import { createServer } from 'node:net';

/** The ports `npm start` uses, unless they are taken. */
export const PORTS = { worker: 8787, crm: 8788, mail: 8789, carrier: 8790 };
export type Ports = typeof PORTS;

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer();
    // On a machine without IPv6 nothing can listen on ::1.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRNOTAVAIL'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** `wanted`, or the next port that is free on both loopback addresses. */
export const freePort = async (wanted: number, taken: readonly number[] = []): Promise<number> => {
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port++) {
    if (taken.includes(port)) continue;
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'))) return port;
  }
  throw new Error(`No free port from ${wanted} on.`);
};

// Below the range systems use for outgoing connections (from 32,768 on): such a connection could take a port between
// the check that it is free and the listen.
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** Any free port, away from the usual ones. */
export const anyPort = (taken: readonly number[] = []): Promise<number> =>
  freePort(LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST)), taken);
