// A small CRM to click in. It knows nothing about Ringside: its pages are ordinary web pages.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { CONTACTS } from '../people/contacts.ts';
import { activityPage } from './activity-page.ts';
import { contactPage, contactsPage } from './contact-pages.ts';
import { layout } from './layout.ts';
import { livePage } from './live-page.ts';
import { ordersPage } from './orders-page.ts';

const FILES: Readonly<Record<string, string>> = {
  '/style.css': 'text/css; charset=utf-8',
  '/content.css': 'text/css; charset=utf-8',
  '/live.js': 'text/javascript; charset=utf-8',
};
const HTML = 'text/html; charset=utf-8';

const pageAt = (path: string): string | undefined => {
  if (path === '/' || path === '/contacts') return contactsPage();
  if (path === '/activity') return activityPage();
  if (path === '/orders') return ordersPage();
  if (path === '/live') return livePage();
  const contact = CONTACTS.find(({ slug }) => path === `/contacts/${slug}`);
  return contact && contactPage(contact);
};

const missingPage = (): string =>
  layout(
    '',
    'No such page',
    `<div class="heading"><h1>No such page</h1><p class="muted">Go to <a href="/contacts">Contacts</a>.</p></div>`,
  );

export type Crm = { readonly url: string; readonly port: number; readonly stop: () => Promise<void> };

/** Serves the CRM; port 0 selects any free port. */
export const startCrm = async ({
  port = 0,
  host = '127.0.0.1',
}: {
  readonly port?: number;
  readonly host?: string;
} = {}): Promise<Crm> => {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://crm.invalid');
    const type = FILES[pathname];
    const body = type
      ? await readFile(fileURLToPath(new URL(`.${pathname}`, import.meta.url)))
      : pageAt(pathname);
    const status = body === undefined ? 404 : 200;
    response.writeHead(status, { 'content-type': type ?? HTML, 'cache-control': 'no-store' });
    response.end(body ?? missingPage());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The CRM listens on no port.');
  return {
    url: `http://localhost:${address.port}`,
    port: address.port,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
