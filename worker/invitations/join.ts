/**
 * The page an invitation links to: what to do, and the code to copy. The code is behind the #, so it stays in the
 * browser.
 */
import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';

export const JOIN_PATH = '/join';

const STYLE = `:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;padding:10vh 24px;display:grid;justify-items:center}
main{max-inline-size:36rem}h1{font-size:1.5rem;line-height:1.25}li{margin-block:.5rem}
code{font:600 1.125rem/1.4 ui-monospace,monospace;letter-spacing:.04em;overflow-wrap:anywhere}
button{font:inherit;padding:.5rem 1rem;margin-block-start:.5rem}[hidden]{display:none}`;

// The code is shown and copied here; nothing is sent anywhere.
const SCRIPT = `const code=location.hash.slice(1).toUpperCase().replace(/[^0-9A-Z]/g,'').slice(0,20).match(/.{1,5}/g)?.join('-')??'';
const has=code.length===23;document.getElementById('code').textContent=code;
document.getElementById('with').hidden=!has;document.getElementById('without').hidden=has;
document.getElementById('copy').addEventListener('click',async event=>{await navigator.clipboard.writeText(code);
event.target.textContent='Copied'})`;

const page = (address: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Join on Ringside</title><style>${STYLE}</style></head>
<body><main><h1>Join your team on Ringside</h1>
<ol><li>Install the Ringside extension, if your team has not done so for you.</li>
<li>Click its button in Chrome’s toolbar, then “Connect”.</li>
<li>The address is <code>${address}</code></li>
<li id="with" hidden>Your setup code is<br><code id="code"></code><br><button id="copy" type="button">Copy the code</button></li>
<li id="without">Enter the setup code from your email.</li></ol></main>
<script type="module">${SCRIPT}</script></body></html>`;

const hashOf = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
};

export const join = async (c: Context<AppEnv>): Promise<Response> => {
  const policy = `default-src 'none'; style-src ${await hashOf(STYLE)}; script-src ${await hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return c.html(page(new URL(c.env.PUBLIC_URL).origin), 200, {
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
};
