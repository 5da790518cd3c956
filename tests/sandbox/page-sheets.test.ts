/** The style sheets linked by the sandbox's own pages. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Crm, startCrm } from '../../sandbox/crm/server.ts';
import { pageFile } from '../../sandbox/page/files.ts';

let crm: Crm;
beforeAll(async () => {
  crm = await startCrm();
});
afterAll(() => crm.stop());

const sheetsOf = (html: string): string[] =>
  [...html.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, href]) => href ?? '');
const sheet = (folder: string, href: string) =>
  readFile(new URL(`../../sandbox/${folder}/${href.split('/').at(-1)}`, import.meta.url), 'utf8');

test('every sheet of the phone network’s page is served', async () => {
  const sheets = sheetsOf((await pageFile('/sandbox/'))?.body ?? '');
  expect(sheets.length).toBeGreaterThan(0);
  for (const href of sheets)
    expect(await pageFile(href)).toEqual({
      type: 'text/css; charset=utf-8',
      body: await sheet('page/app', href),
    });
});

test('every sheet of the CRM’s pages is served', async () => {
  for (const path of [
    '/contacts',
    '/activity',
    '/orders',
    '/live',
    '/contacts/maria-alvarez',
    '/no-such-page',
  ]) {
    const sheets = sheetsOf(await (await fetch(crm.url + path)).text());
    expect(sheets.length, path).toBeGreaterThan(0);
    for (const href of sheets) {
      const reply = await fetch(crm.url + href);
      expect(reply.headers.get('content-type')).toBe('text/css; charset=utf-8');
      expect(await reply.text()).toBe(await sheet('crm', href));
    }
  }
});
