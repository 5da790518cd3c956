import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { writeWav } from '../../sandbox/carrier/media/wav.ts';
import type { SignallingHost } from '../../sandbox/carrier/signalling/host.ts';
import { attachSignalling, type Signalling } from '../../sandbox/carrier/signalling/signalling.ts';
import { listening } from './signalling-fake-host.ts';

const bundledPage = async (): Promise<string> => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: new URL('signalling-page.ts', import.meta.url).pathname,
        formats: ['es'],
        fileName: 'page',
      },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  if (!bundle || !('output' in bundle)) throw new Error('The page was not built.');
  return bundle.output[0].code;
};

export type Stand = {
  readonly socketUrl: string;
  readonly newPage: () => Promise<Page>;
  /** Requests that left this machine. */
  readonly strayed: readonly string[];
  /** The carrier's newest signalling. */
  readonly signalling: () => Signalling;
  /** Simulates a restart of the carrier's process: every connection breaks, and it no longer knows any call. */
  readonly crashCarrier: () => void;
  readonly close: () => Promise<void>;
};

export const openStand = async (host: SignallingHost): Promise<Stand> => {
  const script = await bundledPage();
  const silence = Buffer.from(writeWav([new Int16Array(800)]));
  const server = createServer((request, response) => {
    if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script);
    else if (request.url === '/silence.wav') response.setHeader('content-type', 'audio/wav').end(silence);
    else
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>Phone</title><script type="module" src="/page.js"></script>');
  });
  const port = await listening(server);
  const connections = new Set<Socket>();
  server.on('connection', socket => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const signallings = [attachSignalling(server, host)];
  const strayed: string[] = [];
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    for (const signalling of signallings) await signalling.close();
    await new Promise(done => server.close(done));
  };
  try {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        '--allow-loopback-in-peer-connection',
      ],
    });
  } catch (error) {
    await close();
    throw error;
  }
  const opened = browser;
  return {
    socketUrl: `ws://127.0.0.1:${port}/signal`,
    async newPage() {
      const page = await opened.newPage();
      page.on('request', request => {
        if (new URL(request.url()).hostname !== '127.0.0.1') strayed.push(request.url());
      });
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForFunction(() => 'phone' in globalThis);
      return page;
    },
    strayed,
    signalling() {
      const newest = signallings.at(-1);
      if (!newest) throw new Error('The carrier has no signalling.');
      return newest;
    },
    crashCarrier() {
      server.removeAllListeners('upgrade');
      signallings.push(attachSignalling(server, host));
      for (const socket of connections) socket.destroy();
    },
    close,
  };
};
