import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/process.ts';

test('only the newest migration has a snapshot: drizzle-kit reads no other', () => {
  const folder = join(ROOT, 'worker/migrations');
  const newest = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .at(-1);
  expect(readdirSync(join(folder, 'meta')).filter(name => name.endsWith('_snapshot.json'))).toEqual([
    `${newest?.slice(0, 4)}_snapshot.json`,
  ]);
});
