/** Every act that the audit log records has words, and they are where its contract is. */
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { ACT_WORDS } from '../../shared/act-words.ts';
import type { Endpoint } from '../../shared/endpoint.ts';

type Words = { readonly actWords?: Readonly<Record<string, string>> };

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
const isRecorded = ({ method, audit }: Endpoint): boolean =>
  method === 'GET' ? audit !== undefined : audit !== 'no';

const actsOf = async (contract: string): Promise<readonly string[]> =>
  Object.values(await import(join(ROOT, contract)))
    .filter(isEndpoint)
    .filter(isRecorded)
    .map(({ name }) => name);

test.each(globSync('shared/*/{contract,*-contract}.ts', { cwd: ROOT }))(
  'every act of %s has words',
  async contract => {
    const acts = await actsOf(contract);
    const own: Words = acts.length > 0 ? await import(join(ROOT, dirname(contract), 'words.ts')) : {};
    for (const act of acts) {
      expect([act, own.actWords?.[act]]).toEqual([act, expect.any(String)]);
      expect(ACT_WORDS[act]).toBe(own.actWords?.[act]);
    }
  },
);
