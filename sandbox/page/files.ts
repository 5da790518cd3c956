// The carrier's own page: built in memory on the first request.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export type PageFile = { readonly type: string; readonly body: string };

/** Allows nothing from other origins, and no other page may frame it. */
export const PAGE_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
};

const SHEETS: readonly string[] = ['page.css', 'legs.css', 'events.css'];

const read = (name: string) => readFile(new URL(`app/${name}`, import.meta.url), 'utf8');

const bundle = async (): Promise<string> => {
  const [{ build }, { default: preact }] = await Promise.all([import('vite'), import('@preact/preset-vite')]);
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('app', import.meta.url)),
    plugins: [preact()],
    build: {
      write: false,
      minify: false,
      rollupOptions: { input: fileURLToPath(new URL('app/main.tsx', import.meta.url)) },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  const chunk = first && 'output' in first ? first.output.find(part => part.type === 'chunk') : undefined;
  if (chunk?.type !== 'chunk') throw new Error('The page was not built.');
  return chunk.code;
};

let script: Promise<string> | undefined;

/** A file of the page; undefined when there is none at that path. */
export const pageFile = async (path: string): Promise<PageFile | undefined> => {
  if (path === '/' || path === '/sandbox/') {
    return { type: 'text/html; charset=utf-8', body: await read('index.html') };
  }
  const sheet = SHEETS.find(name => path === `/sandbox/${name}`);
  if (sheet) return { type: 'text/css; charset=utf-8', body: await read(sheet) };
  if (path !== '/sandbox/page.js') return undefined;
  script ??= bundle();
  return { type: 'text/javascript; charset=utf-8', body: await script };
};
