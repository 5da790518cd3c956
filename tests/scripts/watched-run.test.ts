import { describe, expect, it } from 'vitest';
import { concerns } from '../../scripts/concerning.ts';
import { followProgress, stallWords } from '../../scripts/progress/stall.ts';
import { runWatched } from '../../scripts/watched-run.ts';

describe('a runner that makes no progress', () => {
  it('is ended with all its processes, and the results so far are kept', async () => {
    const { code, finished, stalled } = await runWatched({
      name: 'parts',
      command: 'vitest',
      args: [
        'run',
        '--config=tests/scripts/hanging/vitest.config.ts',
        '--reporter=./scripts/progress/vitest.ts',
      ],
      env: {},
      output: 'stderr',
      silentMs: 20_000,
    });
    expect(code).not.toBe(0);
    expect(finished).toEqual([
      { file: 'tests/scripts/hanging/after-all.hanging.ts', title: 'passes', passed: true },
    ]);
    expect(stalled).toContain('no test finished for 20 s');
    expect(stalled).toContain('tests/scripts/hanging/after-all.hanging.ts (between tests)');
  }, 90_000);

  it('is reported with the files and the tests that were running', () => {
    const progress = followProgress();
    progress.told({ type: 'begin', file: 'a.test.ts' });
    progress.told({ type: 'begin', file: 'b.test.ts' });
    progress.told({ type: 'begin', file: 'b.test.ts', title: 'rings' });
    progress.told({ type: 'begin', file: 'c.test.ts', title: 'ends' });
    progress.told({ type: 'end', file: 'c.test.ts', title: 'ends', passed: false });
    progress.told({ type: 'file-end', file: 'c.test.ts' });
    expect(progress.underWay()).toEqual(['a.test.ts (between tests)', 'b.test.ts: rings']);
    expect(stallWords('parts', 120_000, progress)).toMatch(
      /^parts: no test finished for 120 s.* 1 tests had finished/,
    );
  });
});

describe('npm test with a word', () => {
  it('runs the files whose path contains it, and those that import from a folder with that name', () => {
    expect(concerns('calls', 'tests/worker/calls/dial.test.ts', '')).toBe(true);
    expect(
      concerns('calls', 'tests/extension/a.test.ts', "import { x } from '../../shared/calls/machine.ts';"),
    ).toBe(true);
    expect(
      concerns('calls', 'tests/extension/a.test.ts', "import { x } from '../../shared/recalls/x.ts';"),
    ).toBe(false);
    expect(concerns('calls', 'tests/extension/a.test.ts', "import { x } from './calls.ts';")).toBe(false);
  });
});
