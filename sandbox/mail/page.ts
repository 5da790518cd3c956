import type { Mail } from './server.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, each => ESCAPES[each] ?? each);

/** Escapes a mail's text and turns its addresses into links. */
const linked = (text: string): string =>
  escaped(text).replace(/https?:\/\/[^\s&<]+/g, url => `<a href="${url}" rel="noreferrer">${url}</a>`);

const article = ({ to, from, subject, text, at }: Mail): string => `<article>
<h2>${escaped(subject)}</h2>
<p class="fine">To ${escaped(to.join(', '))} · from ${escaped(from)} · <time datetime="${new Date(at).toISOString()}">${new Date(at).toLocaleString()}</time></p>
<pre>${linked(text)}</pre>
</article>`;

const STYLE = `:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;padding:32px 24px;max-inline-size:720px}
h1{font-size:22px;margin:0}h2{font-size:17px;margin:0}
article{margin-block:24px;padding:16px 20px;border:1px solid #8886;border-radius:12px}
.fine{margin:4px 0;opacity:.75;font-size:13px}
pre{font:14px/1.6 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:12px 0 0}`;

export const mailPage = (mails: readonly Mail[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>Mail (${mails.length}) · Ringside sandbox</title>
<style>${STYLE}</style></head><body>
<h1>Mail</h1>
<p class="fine">Mail that Ringside would have sent. It stays on this machine; the page reloads every 5 s.</p>
${mails.length === 0 ? '<p>No mail yet. Invite a member or request a sign-in code.</p>' : mails.map(article).join('\n')}
</body></html>`;
