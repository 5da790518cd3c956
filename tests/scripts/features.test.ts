import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prove, readFeatures, strangers } from '../../scripts/prove.ts';
import { readPlaywright, readVitest } from '../../scripts/reports.ts';

const features = [
  { id: 'F012', name: 'Click to call' },
  { id: 'F021', name: 'Ringing' },
];
const test = (title: string, passed = true) => ({ title, file: 'a.test.ts', passed });
const proved = (outcomes: ReturnType<typeof test>[]) =>
  prove(features, outcomes)
    .filter(each => each.proved)
    .map(each => each.id);

describe('the features report', () => {
  it('calls a feature proved when a passing test carries its id', () => {
    expect(proved([test('dials the clicked number [F012]'), test('rings')])).toEqual(['F012']);
  });

  it('lets one test prove several features', () => {
    expect(proved([test('a click rings [F012] [F021]')])).toEqual(['F012', 'F021']);
  });

  it('does not call it proved when any test with that id failed', () => {
    expect(proved([test('a [F012]'), test('b [F012]', false)])).toEqual([]);
  });

  it('does not count an id outside brackets, or a longer one that begins alike', () => {
    expect(proved([test('speaks of F012'), test('another [F0121]')])).toEqual([]);
  });

  it('says which ids of the tests are unknown', () => {
    expect(strangers(features, [test('a [F999]'), test('b [F012]'), test('c [F999]')])).toEqual(['F999']);
  });

  it('has every feature once, F001 to F144, in order', () => {
    const ids = readFeatures(readFileSync('docs/features.md', 'utf8')).map(feature => feature.id);
    expect(ids).toEqual(Array.from({ length: 144 }, (_, index) => `F${String(index + 1).padStart(3, '0')}`));
  });
});

const vitest = (status: string) => ({
  testResults: [
    { name: 'a.test.ts', status: 'passed', assertionResults: [{ fullName: 'phone rings [F021]', status }] },
  ],
});

const playwright = (status: string) => ({
  errors: [],
  suites: [
    {
      title: 'click.spec.ts',
      suites: [
        { title: 'a click', specs: [{ title: 'rings [F021]', file: 'click.spec.ts', tests: [{ status }] }] },
      ],
    },
  ],
});

describe('what the runners report', () => {
  it('is read from Vitest with its full title', () => {
    expect(readVitest(vitest('passed')).outcomes).toEqual([
      { title: 'phone rings [F021]', file: 'a.test.ts', passed: true },
    ]);
  });

  it('is read from Playwright with its full title', () => {
    expect(readPlaywright(playwright('expected')).outcomes).toEqual([
      { title: 'a click rings [F021]', file: 'click.spec.ts', passed: true },
    ]);
  });

  it('counts a skipped test as failed', () => {
    for (const status of ['skipped', 'pending', 'todo']) {
      expect(readVitest(vitest(status)).outcomes.map(each => each.passed)).toEqual([false]);
    }
    expect(readPlaywright(playwright('skipped')).outcomes.map(each => each.passed)).toEqual([false]);
  });

  it('counts a test that passed only when tried again as failed', () => {
    expect(readPlaywright(playwright('flaky')).outcomes.map(each => each.passed)).toEqual([false]);
  });

  it('counts a file that did not load as a breakage', () => {
    const { outcomes, breakages } = readVitest({
      testResults: [{ name: 'b.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] }],
    });
    expect(outcomes).toEqual([]);
    expect(breakages).toEqual(['b.test.ts: SyntaxError']);
  });
});
