// Sits between the extension and the Worker, passes every byte on, and records the lifetime of each WebSocket.
import { connect, createServer, type Socket } from 'node:net';

export type TappedSocket = {
  readonly openedAt: number;
  closedAt: number | undefined;
  /** The times at which the extension sent something on it: its heartbeats. */
  readonly saidAt: number[];
  /** The times at which the Worker sent something on it. */
  readonly heardAt: number[];
};

export type WireTap = {
  readonly url: string;
  readonly sockets: readonly TappedSocket[];
  close(): Promise<void>;
};

const UPGRADE = /\r\nupgrade: websocket\r\n/i;

/** `target` is the port of the Worker on this machine. */
export const tapWire = async (target: number): Promise<WireTap> => {
  const sockets: TappedSocket[] = [];
  const open = new Set<Socket>();
  const server = createServer(client => {
    const worker = connect(target, 'localhost');
    let tapped: TappedSocket | undefined;
    client.on('data', chunk => {
      if (!tapped && UPGRADE.test(chunk.toString('latin1'))) {
        tapped = { openedAt: Date.now(), closedAt: undefined, saidAt: [], heardAt: [] };
        sockets.push(tapped);
      } else tapped?.saidAt.push(Date.now());
      worker.write(chunk);
    });
    worker.on('data', chunk => {
      tapped?.heardAt.push(Date.now());
      client.write(chunk);
    });
    for (const [one, other] of [[client, worker] as const, [worker, client] as const]) {
      open.add(one);
      one.on('close', () => {
        open.delete(one);
        if (tapped) tapped.closedAt ??= Date.now();
        other.destroy();
      });
      // A connection that breaks also closes.
      one.on('error', () => one.destroy());
    }
  });
  const port = await new Promise<number>(resolve =>
    server.listen(0, 'localhost', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    }),
  );
  return {
    url: `http://localhost:${port}`,
    sockets,
    close: () =>
      new Promise(resolve => {
        for (const each of open) each.destroy();
        server.close(() => resolve());
      }),
  };
};
