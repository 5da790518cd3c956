import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, vi } from 'vitest';
import { MAIL_ORIGIN, takeMail } from './fake-mail.ts';

await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);

// Mail is taken wherever no test says otherwise.
const { fetch } = globalThis;
vi.stubGlobal('fetch', (url: string, init?: RequestInit) =>
  String(url).startsWith(MAIL_ORIGIN) ? Promise.resolve(takeMail(init)) : fetch(url, init),
);

// The Worker's log would drown the report; what it may contain has a test of its own.
const hush = () => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
};
hush();
beforeEach(hush);
