const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, character => ESCAPES[character] ?? character);

export const initials = (name: string): string =>
  name
    .split(' ')
    .map(word => word.charAt(0))
    .join('');

const PAGES = [
  ['/contacts', 'Contacts'],
  ['/activity', 'Activity'],
  ['/orders', 'Orders'],
  ['/live', 'Live queue'],
] as const;

/** The HTML around every page. `body` is HTML. */
export const layout = (path: string, title: string, body: string, script = ''): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Harbor CRM</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/content.css">
${script}
</head>
<body>
<header class="top"><a class="brand" href="/contacts"><span aria-hidden="true">⚓︎</span> Harbor CRM</a>
<nav aria-label="Main">${PAGES.map(
  ([href, name]) => `<a href="${href}"${path.startsWith(href) ? ' aria-current="page"' : ''}>${name}</a>`,
).join('')}</nav>
<span class="me" title="Sam Rivera">SR</span></header>
<main>
${body}
</main>
</body>
</html>
`;
