import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';
import { eventually } from './engine-stand.ts';

const Message = z.looseObject({ event: z.string().optional(), type: z.string().optional() });
type Message = z.infer<typeof Message>;

/** An application that communicates over sockets: it records messages, and answers as the test says. */
export const startAppServer = async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const messages: Message[] = [];
  const opened: IncomingMessage[] = [];
  let current: WebSocket | undefined;
  sockets.on('connection', (socket, request) => {
    current = socket;
    opened.push(request);
    socket.on('message', data => messages.push(Message.parse(JSON.parse(String(data)))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    url: `ws://127.0.0.1:${port}/talk`,
    messages,
    opened,
    of: (name: string) => messages.filter(({ event, type }) => (event ?? type) === name),
    message: (name: string, n = 0) =>
      eventually(
        () => messages.filter(({ event, type }) => (event ?? type) === name)[n],
        `the application is told ${name}`,
      ),
    send: (message: unknown) => current?.send(JSON.stringify(message)),
    hangUp: () => current?.close(),
    async stop() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      await new Promise(resolve => server.close(resolve));
    },
  };
};
