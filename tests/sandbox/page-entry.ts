// Does what the content script's entrypoint does, without the extension around it.

import { keepWhileAlive } from '../../extension/pages/alive.ts';
import css from '../../extension/pages/highlight.css?inline';
import { startPage } from '../../extension/pages/highlight.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
keepWhileAlive(() => startPage('US'));
