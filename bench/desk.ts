// The desk's first paint in real Chromium, next to that of a plain file of the extension.
import * as z from 'zod';
import { openScene, type Scene } from './dial/scene.ts';
import { type Row, rowOf } from './row.ts';
import { median } from './statistics.ts';

const TRIALS = 10;

/** From the start of the navigation until something is painted, by the page's own clock. */
const FIRST_PAINT = `new Promise(resolve => {
  new PerformanceObserver(list => {
    const [painted] = list.getEntriesByName('first-contentful-paint');
    if (painted) resolve(painted.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

const paintOf = async ({ browser }: Scene, file: string): Promise<number> => {
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/${file}`);
  const ms = z.number().parse(await page.evaluate(FIRST_PAINT));
  await page.close();
  return ms;
};

export const benchDesk = async (say: (line: string) => void): Promise<readonly Row[]> => {
  const scene = await openScene();
  try {
    say(`  opened ${TRIALS} times`);
    const desk: number[] = [];
    const plain: number[] = [];
    for (let n = 0; n < TRIALS; n++) {
      plain.push(await paintOf(scene, 'manifest.json'));
      desk.push(await paintOf(scene, 'options.html'));
    }
    return [
      rowOf({
        area: 'desk',
        name: `desk opened → navigation painted, median of ${TRIALS}`,
        value: median(desk),
        unit: 'ms',
        floor: { name: 'a plain file of the extension', value: median(plain) },
      }),
    ];
  } finally {
    await scene.stop();
  }
};
