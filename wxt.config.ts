import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

// The public key of the extension: it fixes the extension's id, and so its origin, on every machine.
const KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAn96frcglxEB0KTbazd40Q6iVvz+zh8rcLq5e/kDxioNT4r6ng9r4JCZvLIsZCrK6h3Vwpc7aPvmOYkVidK3WyPhRT2xepL1G6omla6J4CRrzHQx60Vnc4WOa/kb10x/Ud6LSR+kYDYy+01techfxx7nmx3erZ2GGdSIa8nFzLmPy0lq7x+JJ/UFUU2nj2QhMwsDmhG7XHAjllslQFkG+dPpjBT1lW3UegNLdQV0p7WrkraIqljlA+QapuXJstpEKajhQKq/s2YxNUFjjbGU7kGe61fixw8GSQoy/uIPtXi0QLkNIFhMT+yVMYP7/1Wq/81fh2Vn7OLbGHNoBeSUa5wIDAQAB';

// A deploy build talks to one Worker, the sandbox build to any port of this machine.
const deployedTo = process.env.RINGSIDE_ORIGIN;
const talksTo = deployedTo
  ? `${deployedTo} ${deployedTo.replace(/^http/, 'ws')} wss://*.twilio.com https://*.twilio.com`
  : 'http://localhost:* ws://localhost:* http://127.0.0.1:* ws://127.0.0.1:*';

// Recordings: an <audio> element streams them.
const streamsFrom = deployedTo || 'http://localhost:* http://127.0.0.1:*';

/**
 * Parts of libraries that are imported and never run: what is left out, and what stands in for it. zod's JSON Schema is
 * a sixth of zod. Of the Voice SDK: tests of the line, sounds (`NoSound` in calls/twilio-phone.ts), and statistics of
 * browsers older than ours.
 */
const LEFT_OUT: readonly { readonly module: RegExp; readonly by: RegExp; readonly instead: string }[] = [
  {
    module: /\/(?:to-json-schema|json-schema-processors)\.js$/,
    by: /\/zod\/v4\/classic\/schemas\.js$/,
    instead: `const none = () => () => { throw new Error('JSON Schema is not part of the extension.'); };
      export { none as createToJSONSchemaMethod, none as createStandardJSONSchemaMethod };`,
  },
  {
    module: /\/preflight\.js$/,
    by: /\/voice-sdk\/esm\/twilio\/device\.js$/,
    instead: 'export class PreflightTest {}',
  },
  {
    module: /\/(?:sound|mockrtcstatsreport)\.js$/,
    by: /\/voice-sdk\/esm\/twilio\/(?:device|rtc\/stats)\.js$/,
    instead: 'export default class {}',
  },
];
const LEFT_OUT_ID = '\0left-out:';
const leaveOut = {
  name: 'leave-out',
  enforce: 'pre' as const,
  resolveId: (source: string, importer = '') => {
    const at = LEFT_OUT.findIndex(({ module, by }) => by.test(importer) && module.test(source));
    return at < 0 ? undefined : `${LEFT_OUT_ID}${at}`;
  },
  load: (id: string) =>
    id.startsWith(LEFT_OUT_ID) ? LEFT_OUT[Number(id.slice(LEFT_OUT_ID.length))]?.instead : undefined,
  /** The SDK's errors explain themselves at length to developers. Their codes are all that is read. */
  transform: (code: string, id: string) =>
    /\/voice-sdk\/esm\/twilio\/errors\/generated\.js$/.test(id)
      ? code
          .replace(/this\.(?:causes|solutions) = \[[^\]]*\];/g, '')
          .replace(/this\.(description|explanation) = '(?:[^'\\]|\\.)*';/g, "this.$1 = '';")
      : undefined,
};

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  // Separate folders, so that a deploy never overwrites the extension a running sandbox uses.
  outDir: deployedTo ? 'dist/deploy' : 'dist/extension',
  imports: false,
  vite: () => ({
    plugins: [preact(), leaveOut],
    define: { 'import.meta.env.RINGSIDE_SANDBOX': JSON.stringify(!deployedTo) },
  }),
  manifest: {
    name: 'Ringside',
    description: 'Turns any CRM page into a phone.',
    key: KEY,
    minimum_chrome_version: '138',
    permissions: ['storage', 'offscreen', 'sidePanel', 'scripting', 'notifications', 'alarms', 'idle'],
    host_permissions: deployedTo ? [`${deployedTo}/*`] : ['http://localhost/*', 'http://127.0.0.1/*'],
    optional_host_permissions: ['https://*/*'],
    action: { default_title: 'Ringside' },
    content_security_policy: {
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        `media-src 'self' ${streamsFrom}`,
        `connect-src 'self' ${talksTo}`,
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join('; '),
    },
  },
});
