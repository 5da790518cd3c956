// Puts the page part of the extension into pages of real Chromium, in an isolated world like a content script's, and
// records the messages it would have sent to the background.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { SIGHT } from './page-sight.ts';

const WORLD = 'ringside';
const TOLD = 'tellTheStand';

/** The background's answer: at once, or when the test says so. */
export type Stand = {
  readonly browser: Browser;
  readonly open: (address: string, options?: { readonly answersNever?: boolean }) => Promise<StandPage>;
  readonly serve: (html: string) => string;
  readonly origin: string;
  readonly close: () => Promise<void>;
};

export type Message = {
  readonly name: string;
  readonly data: {
    readonly intent?: Readonly<Record<string, unknown>>;
    readonly key?: string;
    readonly confirm?: boolean;
    readonly number?: string;
  };
};

export type StandPage = {
  readonly page: Page;
  readonly sent: Message[];
  readonly dials: () => readonly Message[];
  /** The middle of a control in our closed shadow root; null while it does not exist. */
  readonly controlAt: (className: 'button' | 'go') => Promise<{ x: number; y: number } | null>;
  readonly textIn: (className: 'number' | 'who' | 'note') => Promise<string>;
  /** Runs in the content script's world. */
  readonly inWorld: (script: string) => Promise<unknown>;
};

export const bundlePage = async (): Promise<string> => {
  const entry = fileURLToPath(new URL('page-entry.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: true, lib: { entry, formats: ['iife'], name: 'ringside' } },
  });
  const outputs = [built].flat().flatMap(result => ('output' in result ? result.output : []));
  const chunk = outputs.find(output => output.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('The page part did not build.');
  return chunk.code;
};

type DomNode = {
  backendNodeId: number;
  nodeName: string;
  nodeValue: string;
  attributes?: string[];
  children?: DomNode[];
  shadowRoots?: DomNode[];
};

const findByClass = (node: DomNode, className: string): DomNode | null => {
  const { attributes = [] } = node;
  const at = attributes.indexOf('class');
  if (at >= 0 && attributes[at + 1] === className && node.nodeName !== 'HTML') return node;
  for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) {
    const found = findByClass(child, className);
    if (found) return found;
  }
  return null;
};

const textsOf = (node: DomNode): string =>
  node.nodeName === '#text' ? node.nodeValue : (node.children ?? []).map(textsOf).join('');

/**
 * Only elements in our own shadow root count, not a page's element with the same class. Only the host is described: a
 * page that keeps redrawing itself would give a new tree each time.
 */
const overlayPart = async (session: CDPSession, className: string): Promise<DomNode | null> => {
  const { root } = await session.send('DOM.getDocument', { depth: 0 });
  const { nodeId } = await session.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: '[data-ringside]',
  });
  if (nodeId === 0) return null;
  try {
    const { node } = await session.send('DOM.describeNode', { nodeId, depth: -1, pierce: true });
    const overlay = node.shadowRoots?.[0];
    return overlay ? findByClass(overlay, className) : null;
  } catch {
    // It disappeared between the two requests.
    return null;
  }
};

export const openStand = async (): Promise<Stand> => {
  const script = await bundlePage();
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(pages.get(request.url ?? '/') ?? '<title>Empty</title>');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand listens on no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });

  const open: Stand['open'] = async (where, { answersNever = false } = {}) => {
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    const session = await page.context().newCDPSession(page);
    const sent: Message[] = [];
    let world = 0;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) world = context.id;
    });
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === TOLD) sent.push(JSON.parse(payload));
    });
    await session.send('Runtime.enable');
    await session.send('Page.enable');
    await session.send('DOM.enable');
    await session.send('Runtime.addBinding', { name: TOLD, executionContextName: WORLD });
    const answer = answersNever
      ? 'new Promise(() => {})'
      : `Promise.resolve(message.name === 'calls.dial'
          ? { ok: false, error: { reason: 'to_confirm' } }
          : { ok: true, value: { id: 'cont', name: 'Maria Alvarez', company: 'Northwind' } })`;
    const source = `
      globalThis.chrome = { runtime: { id: 'stand', sendMessage: message => {
        ${TOLD}(JSON.stringify(message));
        return ${answer};
      } } };
      ${SIGHT}
      addEventListener('DOMContentLoaded', () => { ${script} });`;
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD });
    await page.goto(where);
    return {
      page,
      sent,
      dials: () => sent.filter(({ name }) => name === 'calls.dial'),
      controlAt: async className => {
        const part = await overlayPart(session, className);
        if (!part) return null;
        try {
          const { model } = await session.send('DOM.getBoxModel', { backendNodeId: part.backendNodeId });
          const [x = 0, y = 0] = model.border;
          return { x: x + model.width / 2, y: y + model.height / 2 };
        } catch {
          // It is not drawn (the card before its time), or disappeared between the two requests.
          return null;
        }
      },
      textIn: async className => {
        const part = await overlayPart(session, className);
        return part ? textsOf(part) : '';
      },
      inWorld: async expression => {
        const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
          expression,
          contextId: world,
          returnByValue: true,
          awaitPromise: true,
        });
        if (exceptionDetails)
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      },
    };
  };

  return {
    browser,
    origin,
    open,
    serve: html => {
      const path = `/${pages.size + 1}`;
      pages.set(path, html);
      return origin + path;
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};
