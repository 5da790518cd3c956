import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';

/** Runs the command as a person types it, without the settings npm gave this test run. */
const npm = (...args: string[]) => {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  return spawnSync('npm', args, { cwd: ROOT, env, encoding: 'utf8' });
};

describe('npm run', () => {
  it('prints nothing of npm’s own, so that standard output is the command’s alone', () => {
    const { status, stdout, stderr } = npm('run', 'setup-code');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('Say who it is for');
  });

  it('prints its errors again when it is asked to', () => {
    const { status, stderr } = npm('--loglevel=warn', 'run', 'no-such-command');
    expect(status).toBe(1);
    expect(stderr).toContain('Missing script');
  });
}, 30_000);
