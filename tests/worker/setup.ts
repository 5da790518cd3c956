import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, vi } from 'vitest';
import { MAIL_ORIGIN, takeMail } from './fake-mail.ts';
import { collectLog, troubleLogged } from './log-lines.ts';

await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);

// Files may share a workerd: nothing that the file before has replaced stays.
vi.unstubAllGlobals();
vi.useRealTimers();

// Mail is accepted unless a test says otherwise.
const { fetch } = globalThis;
vi.stubGlobal('fetch', (url: string, init?: RequestInit) =>
  String(url).startsWith(MAIL_ORIGIN) ? Promise.resolve(takeMail(init)) : fetch(url, init),
);

// Tests can read the Worker's log; the report shows it when a test fails.
collectLog();
beforeEach(({ onTestFailed }) => {
  collectLog();
  onTestFailed(() => {
    // biome-ignore lint/suspicious/noConsole: the report of a test that failed.
    for (const line of troubleLogged()) console.error(line);
  });
});
