// Chromium with one page at a time, and an isolated world in it, as a content script has.
import { createServer } from 'node:http';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { ensureChromium } from '../../scripts/chromium.ts';

const WORLD = 'ringside';
/** The page counts as quiet when the main thread did less than this for `QUIET_FOR_MS`. */
const QUIET_TASK_MS = 1.5;
const QUIET_FOR_MS = 250;

export type Cost = { readonly taskMs: number; readonly scriptMs: number; readonly heapBytes: number };

export type BenchPage = {
  readonly page: Page;
  /** Runs in the isolated world. */
  readonly run: (script: string) => Promise<void>;
  /** The main thread's work from now until it is quiet again; heap: the growth after a collection. */
  readonly costOf: (act: () => Promise<unknown>) => Promise<Cost>;
  /** The longest task of the main thread during `act` and until it is quiet again, in milliseconds. */
  readonly longestTaskOf: (act: () => Promise<unknown>) => Promise<number>;
  readonly close: () => Promise<void>;
};

export type BenchBrowser = {
  readonly open: (html: string) => Promise<BenchPage>;
  readonly close: () => Promise<void>;
};

type Metrics = { readonly task: number; readonly script: number; readonly heap: number };

const metricsOf = async (session: CDPSession): Promise<Metrics> => {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find(metric => metric.name === name)?.value ?? 0;
  return { task: of('TaskDuration') * 1000, script: of('ScriptDuration') * 1000, heap: of('JSHeapUsedSize') };
};

const quiet = async (session: CDPSession): Promise<void> => {
  for (let before = await metricsOf(session), still = 0; still < 2; ) {
    await new Promise(next => setTimeout(next, QUIET_FOR_MS));
    const now = await metricsOf(session);
    still = now.task - before.task < QUIET_TASK_MS ? still + 1 : 0;
    before = now;
  }
};

const heapAfterCollection = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  return (await metricsOf(session)).heap;
};

type TraceEvent = {
  name: string;
  ph: string;
  dur?: number;
  tdur?: number;
  pid: number;
  tid: number;
  args?: { name?: string };
};

const longestOf = (trace: Buffer): number => {
  const { traceEvents: events }: { traceEvents: TraceEvent[] } = JSON.parse(trace.toString());
  // The renderer that evaluated our script, not the browser's other pages.
  const busiest = new Map<string, { total: number; longest: number }>();
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  for (const { name, ph, dur = 0, tdur = dur, pid, tid } of events) {
    const thread = `${pid} ${tid}`;
    if (ph !== 'X' || !name.endsWith('RunTask') || !mains.has(thread)) continue;
    const known = busiest.get(thread) ?? { total: 0, longest: 0 };
    busiest.set(thread, { total: known.total + tdur, longest: Math.max(known.longest, tdur) });
  }
  const [first] = [...busiest.values()].sort((a, b) => b.total - a.total);
  return (first?.longest ?? 0) / 1000;
};

export const openBenchBrowser = async (): Promise<BenchBrowser> => {
  let served = '';
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(served);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bench listens on no port.');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser: Browser = await chromium.launch({ executablePath: await ensureChromium(), args });

  return {
    open: async html => {
      served = html;
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const session = await page.context().newCDPSession(page);
      // The thread's own time, so that other work on this machine does not count.
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(`http://127.0.0.1:${address.port}/`);
      const { frameTree } = await session.send('Page.getFrameTree');
      const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
        frameId: frameTree.frame.id,
        worldName: WORLD,
      });
      await quiet(session);
      const run = async (expression: string) => {
        const { exceptionDetails: fault } = await session.send('Runtime.evaluate', { expression, contextId });
        if (fault) throw new Error(fault.exception?.description ?? fault.text);
      };
      return {
        page,
        run,
        costOf: async act => {
          const heap = await heapAfterCollection(session);
          await quiet(session);
          const before = await metricsOf(session);
          await act();
          await quiet(session);
          const after = await metricsOf(session);
          return {
            taskMs: after.task - before.task,
            scriptMs: after.script - before.script,
            heapBytes: (await heapAfterCollection(session)) - heap,
          };
        },
        longestTaskOf: async act => {
          await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
          await act();
          await quiet(session);
          return longestOf(await browser.stopTracing());
        },
        close: () => page.close(),
      };
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};
