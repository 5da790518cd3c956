import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('extension/ui/tokens.css', 'utf8');

/** OKLCH → relative luminance (WCAG 2.2), by way of linear sRGB; out of gamut is clipped as browsers do. */
const luminance = (lightness: number, chroma: number, hueDegrees: number): number => {
  const hue = (hueDegrees * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map(channel => Math.min(1, Math.max(0, channel)));
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const OKLCH = /oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/g;

/** A token's luminance in [light, dark]; a single colour counts for both. */
const token = (name: string): [number, number] => {
  const declared = new RegExp(`--${name}: (.*);`).exec(css)?.[1] ?? '';
  const found = [...declared.matchAll(OKLCH)].map(([, l, c, h]) =>
    luminance(Number(l) / 100, Number(c), Number(h)),
  );
  const [light, dark = light] = found;
  if (light === undefined || dark === undefined) throw new Error(`No colour for --${name}.`);
  return [light, dark];
};

const contrast = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

const least = (front: string, back: string): number => {
  const [frontLight, frontDark] = token(front);
  const [backLight, backDark] = token(back);
  return Math.min(contrast(frontLight, backLight), contrast(frontDark, backDark));
};

describe('colours, light and dark', () => {
  const grounds = ['canvas', 'surface', 'raised'];
  const inks = ['text', 'muted', 'accent', 'good', 'warn', 'bad', 'info'];
  test.each(grounds.flatMap(back => inks.map(front => [front, back] as const)))(
    '%s can be read on %s',
    (front, back) => {
      expect(least(front, back)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(['good', 'warn', 'bad', 'info'])('text and its icon can be read on the wash of %s', tone => {
    expect(least('text', `${tone}-wash`)).toBeGreaterThanOrEqual(4.5);
    expect(least(tone, `${tone}-wash`)).toBeGreaterThanOrEqual(3);
  });

  test.each(['good-fill', 'bad-fill', 'accent-fill'])('a button’s label can be read on %s', fill => {
    expect(least('on-fill', fill)).toBeGreaterThanOrEqual(4.5);
  });

  test('the link to the page that is open can be read', () => {
    expect(least('accent', 'accent-wash')).toBeGreaterThanOrEqual(4.5);
  });

  test('the edge of a field can be seen', () => {
    expect(least('edge', 'surface')).toBeGreaterThanOrEqual(3);
    expect(least('edge', 'canvas')).toBeGreaterThanOrEqual(3);
  });
});
