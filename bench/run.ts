// `npm run bench [-- AREA …] [-- --json]`: every figure next to its floor, both from the same run on this machine.
import { benchApi } from './api/api.ts';
import { benchCarrier } from './carrier/carrier.ts';
import { benchDesk } from './desk.ts';
import { benchDial } from './dial/dial.ts';
import { benchPage } from './page/page.ts';
import type { Area, Row } from './row.ts';
import { benchSize } from './size.ts';
import { tableOf } from './table.ts';

type Bench = (say: (line: string) => void) => Promise<readonly Row[]>;

const AREAS: Readonly<Record<Area, Bench>> = {
  size: benchSize,
  page: benchPage,
  desk: benchDesk,
  api: benchApi,
  dial: benchDial,
  carrier: benchCarrier,
};

const isArea = (word: string): word is Area => Object.hasOwn(AREAS, word);
const say = (line: string) => console.error(line);

const words = process.argv.slice(2);
const wanted = words.filter(word => !word.startsWith('-'));
const unknown = [...wanted.filter(word => !isArea(word)), ...words.filter(word => /^-(?!-json$)/.test(word))];

if (unknown.length > 0) {
  say(`Unknown: ${unknown.join(', ')}. Areas: ${Object.keys(AREAS).join(', ')}; option: --json.`);
  process.exitCode = 2;
} else {
  const rows: Row[] = [];
  const broken: string[] = [];
  for (const area of Object.keys(AREAS).filter(isArea)) {
    if (wanted.length > 0 && !wanted.includes(area)) continue;
    say(`${area} …`);
    try {
      rows.push(...(await AREAS[area](say)));
    } catch (error) {
      // The other areas' figures are still valid.
      broken.push(`${area} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    }
  }
  say(tableOf(rows));
  if (words.includes('--json')) console.log(JSON.stringify(rows, null, 2));
  const missed = rows.filter(({ holds }) => !holds);
  if (missed.length > 0) say(`\n${missed.length} gate${missed.length > 1 ? 's' : ''} missed.`);
  for (const each of broken) say(`\n${each}`);
  if (missed.length + broken.length > 0) process.exitCode = 1;
}
