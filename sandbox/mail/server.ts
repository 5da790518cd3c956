// Everybody's mailbox: mail from the Worker is shown here, and goes nowhere else.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import * as z from 'zod';
import { mailPage } from './page.ts';

const LARGEST_BYTES = 256 * 1024;

const Sent = z.object({
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
});
export const Mail = Sent.extend({
  /** Given by the sender: the same for every attempt. */
  id: z.string(),
  /** Milliseconds UTC. */
  at: z.number(),
});
export type Mail = z.infer<typeof Mail>;

export type MailServer = {
  /** Where people read the mail. */
  readonly url: string;
  /** Where the Worker sends mail. */
  readonly sendUrl: string;
  /** Newest first. */
  mails(): readonly Mail[];
  stop(): Promise<void>;
};

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > LARGEST_BYTES) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readStored = (file: string): Mail[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .flatMap(line => {
          try {
            return [Mail.parse(JSON.parse(line))];
          } catch {
            // A last line that an interrupted start left incomplete.
            return [];
          }
        })
    : [];

/** Serves the mailbox; `file` stores the mail for the next start. */
export const startMail = async ({ port, file }: { port: number; file: string }): Promise<MailServer> => {
  const mails = readStored(file);
  const keep = (mail: Mail) => {
    if (mails.some(({ id }) => id === mail.id)) return;
    mails.push(mail);
    appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
  };
  const newestFirst = () => [...mails].reverse();
  const server = createServer(async (request, response) => {
    const answer = (status: number, type: string, body: string) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(body);
    };
    // Stops DNS rebinding: a web page that points its own host name at this machine cannot read the mail.
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (host !== 'localhost' && host !== '127.0.0.1') return answer(421, 'text/plain', 'Not here.');
    const { pathname } = new URL(request.url ?? '/', 'http://mail.invalid');
    if (request.method === 'POST' && pathname === '/send') {
      const sent = Sent.safeParse(await bodyOf(request));
      if (!sent.success) return answer(400, 'text/plain', 'This is no mail.');
      keep({ ...sent.data, id: String(request.headers['idempotency-key'] ?? Date.now()), at: Date.now() });
      return answer(202, 'application/json', '{}');
    }
    if (pathname !== '/') return answer(404, 'text/plain', 'There is no such page.');
    return answer(200, 'text/html; charset=utf-8', mailPage(newestFirst()));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://localhost:${port}`;
  return {
    url,
    sendUrl: `${url}/send`,
    mails: newestFirst,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
