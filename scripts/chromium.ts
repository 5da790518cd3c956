import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { run, runTool } from './process.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-for-testing'];

const onPath = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(existsSync);

/** A Chromium on this machine that loads unpacked extensions. Branded Chrome does not, so it is not looked for. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM || undefined, ...NAMES.map(onPath), chromium.executablePath()].find(
    path => path !== undefined && existsSync(path),
  );

const isDebianRoot = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** Finds Chromium or installs it. Prints to standard error only. */
export const ensureChromium = async (): Promise<string> => {
  const there = findChromium();
  if (there) return there;
  if (process.env.CHROMIUM)
    throw new Error(`CHROMIUM is ${process.env.CHROMIUM}, but there is no such file.`);
  process.stderr.write('No Chromium on this machine; installing one …\n');
  if (isDebianRoot()) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { output: 'stderr', env });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
      output: 'stderr',
      env,
    });
  }
  if (!findChromium()) await runTool('playwright', ['install', 'chromium'], { output: 'stderr' });
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    'Chromium is needed and could not be installed. Install it (Debian and Ubuntu: apt-get install chromium), ' +
      'or set CHROMIUM to the path of one.',
  );
};
