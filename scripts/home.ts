import { resolve } from 'node:path';
import { ROOT } from './process.ts';

/** Everything this machine's installation keeps: database, credentials, browser profile. */
export const homeFolder = (): string => resolve(ROOT, process.env.RINGSIDE_HOME ?? '.ringside');
