/** Durations as people read them. */
const two = (value: number) => String(value).padStart(2, '0');

/** 00:42, 12:05, 1:02:05. */
export const timer = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
};

const many = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** "4 minutes 12 seconds", for screen readers. */
export const spokenDuration = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => many(count, unit));
  return said.length > 0 ? said.join(' ') : '0 seconds';
};
