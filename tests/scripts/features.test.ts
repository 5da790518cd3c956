import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { idleIdsInSources } from '../../scripts/case-ids.ts';
import { everyFeature, readFeatures } from '../../scripts/feature-list.ts';
import { idleIds, prove, summarise } from '../../scripts/prove.ts';
import { type Outcome, readPlaywright, readVitest } from '../../scripts/reports.ts';

const features = readFeatures(`# A chapter
## F012 Click to call

A number on a page.

- F012.1 [journey] A press opens the dialer.
- F012.2 [worker] The number is on record.

## F021 Ringing
- F021.1 [unit] It is ringing, and no other word.

## X03 Detection
- X03.1 [worker] A machine is told from a human.
`);

const outcome = (title: string, where: Partial<Outcome> = {}): Outcome => ({
  title,
  file: 'tests/shared/a.test.ts',
  passed: true,
  runner: 'vitest',
  ...where,
});
const unit = (title: string, passed = true) => outcome(title, { passed });
const worker = (title: string, passed = true) =>
  outcome(title, { passed, file: '/somewhere/tests/worker/calls/a.test.ts' });
const journey = (title: string, passed = true) =>
  outcome(title, { passed, file: 'a.spec.ts', runner: 'playwright' });

const casesOf = (...outcomes: Outcome[]) =>
  prove(features, outcomes).flatMap(({ id, proved }) => proved.map(number => `${id}.${number}`));
const summaryOf = (...outcomes: Outcome[]) => summarise(prove(features, outcomes));

describe('a case', () => {
  it('is proved when a passing test carries its id', () => {
    expect(casesOf(unit('is ringing [F021.1]'), unit('rings'))).toEqual(['F021.1']);
  });

  it('may share its test with other cases, even of other features', () => {
    expect(casesOf(journey('a click rings [F012.1] [F012.2] [F021.1]'))).toEqual([
      'F012.1',
      'F012.2',
      'F021.1',
    ]);
  });

  it('is not proved when any test with its id failed, at whatever level', () => {
    expect(casesOf(unit('a [F021.1]'), unit('b [F021.1]', false))).toEqual([]);
    expect(casesOf(journey('a [F012.2]'), unit('b [F012.2]', false))).toEqual([]);
  });

  it('is not affected by a failed test of its neighbour', () => {
    expect(casesOf(journey('a [F012.1]'), worker('b [F012.2]', false))).toEqual(['F012.1']);
  });

  it('of a journey is proved only by Playwright', () => {
    expect(casesOf(unit('a [F012.1]'), worker('b [F012.1]'))).toEqual([]);
    expect(casesOf(journey('a [F012.1]'))).toEqual(['F012.1']);
  });

  it('of the Worker is proved by a test of the Worker or a journey', () => {
    expect(casesOf(unit('a [F012.2]'))).toEqual([]);
    expect(casesOf(worker('a [F012.2]'))).toEqual(['F012.2']);
    expect(casesOf(journey('a [F012.2]'))).toEqual(['F012.2']);
  });

  it('of a rule is proved at any level', () => {
    for (const test of [unit, worker, journey]) expect(casesOf(test('a [F021.1]'))).toEqual(['F021.1']);
  });

  it('is not named by the id of its feature, by an id outside brackets, or by a longer id', () => {
    expect(casesOf(unit('a [F021]'), unit('speaks of F021.1'), unit('c [F021.10]'))).toEqual([]);
  });
});

describe('a feature', () => {
  it('is proved when each of its cases is, whichever tests prove them', () => {
    expect(summaryOf(journey('a [F012.1]'), worker('b [F012.2]'))).toEqual({
      proved: ['F012'],
      partial: [],
      missing: ['F021', 'X03'],
      cases: {
        F012: { proved: [1, 2], missing: [] },
        F021: { proved: [], missing: [1] },
        X03: { proved: [], missing: [1] },
      },
    });
  });

  it('is proved in part when some of its cases are', () => {
    const { proved, partial, cases } = summaryOf(worker('b [F012.2]'));
    expect({ proved, partial, case: cases.F012 }).toEqual({
      proved: [],
      partial: ['F012'],
      case: { proved: [2], missing: [1] },
    });
  });

  it('adopted from the field is counted like the others', () => {
    expect(summaryOf(worker('a [X03.1]')).proved).toEqual(['X03']);
  });

  it('without a case is never proved', () => {
    const [bare] = prove(readFeatures('## F001 Bare\n'), [journey('a [F001.1]')]);
    expect(summarise(bare ? [bare] : []).missing).toEqual(['F001']);
  });
});

describe('an id that proves nothing', () => {
  it('is reported when no case has it: a typo, a whole feature, two in one bracket', () => {
    const titles = ['a [F999.1]', 'b [F012.3]', 'c [F012]', 'd [F012.1, F012.2]', 'e [X3.1]', 'f [F012.1]'];
    expect(
      idleIds(
        features,
        titles.map(title => journey(title)),
      ),
    ).toEqual([
      '[F012.1, F012.2] is no case of docs/features/: a.spec.ts',
      '[F012.3] is no case of docs/features/: a.spec.ts',
      '[F012] is no case of docs/features/: a.spec.ts',
      '[F999.1] is no case of docs/features/: a.spec.ts',
      '[X3.1] is no case of docs/features/: a.spec.ts',
    ]);
  });

  it('is reported when its test is below the level of the case', () => {
    expect(idleIds(features, [unit('a [F012.2]'), unit('b [F021.1]'), worker('c [F012.2]')])).toEqual([
      '[F012.2] is a worker case, and a unit test does not prove it: tests/shared/a.test.ts',
    ]);
  });
});

it('the titles of our tests name only existing cases, at a level that proves them', () => {
  expect(idleIdsInSources()).toEqual([]);
});

describe('docs/features/', () => {
  const all = everyFeature();
  const ids = (letter: string, length: number, digits: number) =>
    Array.from({ length }, (_, index) => `${letter}${String(index + 1).padStart(digits, '0')}`);

  it('has every feature once, F001 to F144 and X01 to X23, in order', () => {
    expect(all.map(feature => feature.id)).toEqual([...ids('F', 144, 3), ...ids('X', 23, 2)]);
  });

  it('numbers the cases of each feature from 1 on, 599 in all', () => {
    for (const { id, cases } of all) {
      expect(
        cases.map(each => each.number),
        id,
      ).toEqual(cases.map((_, index) => index + 1));
      expect(cases.length, id).toBeGreaterThan(0);
    }
    expect(all.flatMap(feature => feature.cases)).toHaveLength(599);
  });

  it('has no line that looks like a case but is not read as one', () => {
    const lines = readdirSync('docs/features').flatMap(chapter =>
      readFileSync(join('docs/features', chapter), 'utf8').split('\n'),
    );
    expect(lines.filter(line => /^- [FX]\d/.test(line))).toHaveLength(599);
  });

  it('is listed in docs/features.md, chapter by chapter', () => {
    const index = readFileSync('docs/features.md', 'utf8');
    for (const chapter of readdirSync('docs/features')) expect(index).toContain(`(features/${chapter})`);
  });
});

const vitest = (status: string) => ({
  testResults: [
    { name: 'a.test.ts', status: 'passed', assertionResults: [{ fullName: 'phone rings [F021.1]', status }] },
  ],
});

const playwright = (status: string) => ({
  errors: [],
  suites: [
    {
      title: 'click.spec.ts',
      suites: [
        {
          title: 'a click',
          specs: [{ title: 'rings [F021.1]', file: 'click.spec.ts', tests: [{ status }] }],
        },
      ],
    },
  ],
});

describe('the runners’ report', () => {
  it('is read from Vitest with its full title', () => {
    expect(readVitest(vitest('passed')).outcomes).toEqual([
      { title: 'phone rings [F021.1]', file: 'a.test.ts', passed: true, runner: 'vitest' },
    ]);
  });

  it('is read from Playwright with its full title', () => {
    expect(readPlaywright(playwright('expected')).outcomes).toEqual([
      { title: 'a click rings [F021.1]', file: 'click.spec.ts', passed: true, runner: 'playwright' },
    ]);
  });

  it('counts a skipped test as failed', () => {
    for (const status of ['skipped', 'pending', 'todo']) {
      expect(readVitest(vitest(status)).outcomes.map(each => each.passed)).toEqual([false]);
    }
    expect(readPlaywright(playwright('skipped')).outcomes.map(each => each.passed)).toEqual([false]);
  });

  it('counts a test that passed only on a retry as failed', () => {
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
