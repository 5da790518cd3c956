// Scripts for the page's isolated world, as text: they are not compiled with the bench.

/** The minimal scan: visit each text and check its characters until the seventh digit. */
export const FLOOR_SCAN = `(() => {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  let held = 0;
  while (walker.nextNode()) {
    const text = walker.currentNode.data;
    let digits = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < 58 && code > 47 && ++digits === 7) { held++; break; }
    }
  }
  return held;
})()`;

/** The minimal work on changes: the same check of every text that was added or changed. */
export const FLOOR_STORM = `(() => {
  const look = text => {
    let digits = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < 58 && code > 47 && ++digits === 7) return true;
    }
    return false;
  };
  let held = 0;
  new MutationObserver(records => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'characterData') { if (look(target.data)) held++; continue; }
      for (const node of addedNodes) {
        const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        if (node.nodeType === 3) { if (look(node.data)) held++; }
        else while (walker.nextNode()) if (look(walker.currentNode.data)) held++;
      }
    }
  }).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
})()`;

/** The part of the extension's API that the content script needs. */
export const EXTENSION_STUB = `globalThis.chrome = { runtime: {
  id: 'bench',
  sendMessage: ({ name }) => name === 'workspace.country' ? Promise.resolve('US') : new Promise(() => {}),
} };`;

/** Everything except painting: ranges are created and stored, but never reach the registry. */
export const UNPAINTED = `CSS.highlights.set = () => CSS.highlights;`;

/**
 * The page's own work in a storm: in each frame it writes fifty rows of ten cells, for 150 frames into its own text
 * nodes and for 150 frames by removing the rows and inserting new ones.
 */
export const STORM = `async texts => {
  const body = document.querySelector('#grid tbody');
  const ROWS = 50, PER_ROW = 10, FRAMES = 300;
  const make = from => {
    const rows = [];
    for (let r = 0; r < ROWS; r++) {
      const row = document.createElement('tr');
      for (let c = 0; c < PER_ROW; c++) {
        const cell = document.createElement('td'), span = document.createElement('span');
        cell.setAttribute('role', 'gridcell');
        span.className = 'cell';
        span.append(document.createTextNode(texts[(from + r * PER_ROW + c) % texts.length]));
        cell.append(span); row.append(cell);
      }
      rows.push(row);
    }
    return rows;
  };
  body.replaceChildren(...make(0));
  const nodes = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) nodes.push(walker.currentNode);
  let last = [];
  const frame = () => new Promise(next => requestAnimationFrame(next));
  for (let n = 1; n <= FRAMES; n++) {
    await frame();
    const from = n * 137;
    if (n <= FRAMES / 2) for (let i = 0; i < nodes.length; i++) nodes[i].data = texts[(from + i) % texts.length];
    else body.replaceChildren(...make(from));
    last = from;
  }
  await frame(); await frame();
  let stale = 0;
  const shown = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let i = 0; shown.nextNode(); i++) if (shown.currentNode.data !== texts[(last + i) % texts.length]) stale++;
  return stale;
}`;
