/// <reference path="../../worker/env.d.ts" />
/// <reference path="../../worker/secrets.d.ts" />

declare namespace Cloudflare {
  interface Env {
    TEST_MIGRATIONS: import('cloudflare:test').D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import('../../worker/index.ts');
  }
}

/** From Vite: every module that matches a pattern, at build time. */
interface ImportMeta {
  glob<T>(pattern: string, options: { readonly eager: true }): Readonly<Record<string, T>>;
}

/** From Vite: a file as text. */
declare module '*.sql?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: Vite exports it this way.
  export default text;
}
