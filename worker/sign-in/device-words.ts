/** Our name for a browser. What the browser says about itself is only looked up here, never passed on. */
import { ours, type Quoted } from '../mail/index.ts';

const BROWSERS = {
  'Google Chrome': 'Chrome',
  Chromium: 'Chromium',
  'Microsoft Edge': 'Edge',
  Brave: 'Brave',
  Opera: 'Opera',
  Vivaldi: 'Vivaldi',
} as const;
const PLATFORMS = {
  Windows: 'Windows',
  macOS: 'macOS',
  Linux: 'Linux',
  'Chrome OS': 'ChromeOS',
  'Chromium OS': 'ChromeOS',
} as const;

const known = (words: Readonly<Record<string, string>>, name: string | undefined) =>
  name !== undefined && Object.hasOwn(words, name) ? words[name] : undefined;

/** "Chrome on Windows", or a general name for any other browser. */
export const deviceWords = (device: string): Quoted => {
  const [brand, platform] = device.split(' on ');
  const [browser, system] = [known(BROWSERS, brand), known(PLATFORMS, platform)];
  return ours(`${browser ?? 'a browser'}${system ? ` on ${system}` : ''}`);
};
