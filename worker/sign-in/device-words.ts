/** A browser in our words. It names itself, so what it says is only looked up here, and never passed on. */
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

/** "Chrome on Windows", or what can be said of one that calls itself anything else. */
export const deviceWords = (device: string): Quoted => {
  const [brand, platform] = device.split(' on ');
  const [browser, system] = [known(BROWSERS, brand), known(PLATFORMS, platform)];
  return ours(`${browser ?? 'a browser'}${system ? ` on ${system}` : ''}`);
};
