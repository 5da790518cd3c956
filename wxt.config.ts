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
 * Leaves zod's JSON Schema code out of every page: a sixth of zod, which its schemas reference and nothing in the
 * extension uses.
 */
const WITHOUT = '\0without-json-schema';
const withoutJsonSchema = {
  name: 'without-json-schema',
  enforce: 'pre' as const,
  resolveId: (source: string, importer?: string) =>
    importer?.endsWith('/zod/v4/classic/schemas.js') &&
    /\/(?:to-json-schema|json-schema-processors)\.js$/.test(source)
      ? WITHOUT
      : undefined,
  load: (id: string) =>
    id === WITHOUT
      ? `const none = () => () => { throw new Error('JSON Schema is not part of the extension.'); };
         export { none as createToJSONSchemaMethod, none as createStandardJSONSchemaMethod };`
      : undefined,
};

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  // Separate folders, so that a deploy never overwrites the extension a running sandbox uses.
  outDir: deployedTo ? 'dist/deploy' : 'dist/extension',
  imports: false,
  vite: () => ({
    plugins: [preact(), withoutJsonSchema],
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
