import { resolve } from 'node:path';
import { ROOT } from './process.ts';

/** The folder with all data of this machine's installation: database, credentials, browser profile. */
export const homeFolder = (): string => resolve(ROOT, process.env.RINGSIDE_HOME ?? '.ringside');
