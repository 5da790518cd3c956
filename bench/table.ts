import type { Row } from './row.ts';

const HEAD = ['area', 'what', 'value', 'ratio', 'against', 'gate', 'goal', ''];

const written = (value: number, unit: string): string =>
  unit === 'B' ? `${(value / 1000).toFixed(1)} kB` : `${value} ${unit}`.trim();

/** The rows as a text table. */
export const tableOf = (rows: readonly Row[]): string => {
  const cells = rows.map(row => [
    row.area,
    row.name,
    written(row.value, row.unit),
    row.ratio === null ? '' : `${row.ratio} ×`,
    row.against ?? '',
    row.gate ?? '',
    row.goal ?? '',
    row.holds ? '✓' : '✗ gate missed',
  ]);
  const all = [HEAD, ...cells];
  const widths = HEAD.map((_, column) => Math.max(...all.map(line => line[column]?.length ?? 0)));
  return all
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
