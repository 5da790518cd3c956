import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from '../scripts/process.ts';
import { hashInputs } from './hash-inputs.ts';

/** The folder of the built extension, which a user loads by hand. */
export const EXTENSION_FOLDER = join(ROOT, 'dist/extension/chrome-mv3');
// In the folder itself, so that any other build of the extension removes it.
const STAMP = join(EXTENSION_FOLDER, 'sandbox-build.txt');

const INPUTS = ['extension', 'shared', 'wxt.config.ts', 'package-lock.json'];

/** Builds the extension for this machine's Worker, unless it is already built from the same inputs. */
export const buildExtension = async (): Promise<string> => {
  const wanted = hashInputs(INPUTS);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return EXTENSION_FOLDER;
  const { code, output } = await runTool('wxt', ['build'], { env: { RINGSIDE_ORIGIN: '' } });
  if (code !== 0) throw new Error(`Building the extension failed:\n${output}`);
  writeFileSync(STAMP, wanted);
  return EXTENSION_FOLDER;
};
