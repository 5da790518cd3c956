// The texts of a CRM page, the same each time: of a hundred cells 5 hold a telephone number, 25 hold figures that are
// not telephone numbers, 70 hold words.

/** Mulberry32: small, seeded, good enough to shuffle cells. */
export const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const AREAS = ['201', '212', '312', '415', '617', '646', '713', '808', '917'];
const EXCHANGES = ['226', '345', '432', '567', '678', '723', '834', '976'];
const WORDS =
  'Account Northwind Harbor renewal call back next week Maria Alvarez proposal sent open won stage'.split(
    ' ',
  );

export type Cell = { readonly text: string; readonly isPhone: boolean };

export const cellsOf = (count: number, seed = 7): Cell[] => {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)];
    if (one === undefined) throw new Error('Nothing to pick from.');
    return one;
  };
  const digits = (length: number) => Array.from({ length }, () => Math.floor(random() * 10)).join('');
  const two = (most: number) => String(1 + Math.floor(random() * most)).padStart(2, '0');
  const year = () => String(1990 + Math.floor(random() * 40));
  const words = (length: number) => Array.from({ length }, () => pick(WORDS)).join(' ');

  const phones: ((a: string, b: string, c: string) => string)[] = [
    (a, b, c) => `+1${a}${b}${c}`,
    (a, b, c) => `+1 ${a} ${b} ${c}`,
    (a, b, c) => `+1-${a}-${b}-${c}`,
    (a, b, c) => `+1 (${a}) ${b}-${c}`,
    (a, b, c) => `(${a}) ${b}-${c}`,
    (a, b, c) => `${a}-${b}-${c}`,
    (a, b, c) => `${a}.${b}.${c}`,
    (a, b, c) => `${a} ${b} ${c}`,
    (a, b, c) => `1-${a}-${b}-${c}`,
    (a, b, c) => `${a}-${b}-${c} x204`,
    (a, b, c) => `(${a})\u00a0${b}\u2011${c}`,
    (a, b, c) => `Reach her at ${a}\u2013${b}\u2013${c}, mornings`,
    () => `+44 (0)20 7946 0${digits(3)}`,
    () => `+49 30 901820${digits(2)}`,
  ];
  const noise: (() => string)[] = [
    () => `${year()}-${two(12)}-${two(28)}`,
    () => `${year()}-${two(12)}-${two(28)} ${two(23)}:${two(59)}:${two(59)}`,
    () => `${two(12)}/${two(28)}/${year()}`,
    () => `${two(28)}.${two(12)}.${year()}`,
    () => `1${digits(12)}`,
    () => `$${digits(1)},${digits(3)},${digits(3)}.00`,
    () => `#${digits(10)}`,
    () => `Order ${digits(10)}`,
    () => `${digits(3)}-${digits(4)}-${digits(4)}`,
    () => `AB-${digits(3)}-${digits(3)}-${digits(4)}`,
    () => `${digits(2)}.${digits(3)}.${digits(2)}.${digits(3)}`,
    () => `4${digits(3)} ${digits(4)} ${digits(4)} ${digits(4)}`,
    () => `${digits(3)}-${digits(2)}-${digits(4)}`,
    () => `DE${digits(2)} ${digits(4)} ${digits(4)} ${digits(4)} ${digits(4)} ${digits(2)}`,
    () => `${digits(8)}-4f1c-4a2b-9c3d-${digits(12)}`,
    () => `1Z 999 AA1 ${digits(2)} ${digits(4)} ${digits(4)}`,
    () => `978-3-${digits(2)}-${digits(6)}-0`,
    () => `NY ${digits(5)}-${digits(4)}`,
    () => `40.${digits(6)}, -74.${digits(6)}`,
    () => `${digits(5)} bytes`,
  ];
  return Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.05) return { text: pick(phones)(pick(AREAS), pick(EXCHANGES), digits(4)), isPhone: true };
    return { text: kind < 0.3 ? pick(noise)() : words(1 + Math.floor(random() * 4)), isPhone: false };
  });
};

const PER_ROW = 10;

/** A grid as CRMs build it: one text per cell, in nested elements, no white space between. */
export const gridOf = (cells: readonly Cell[], css: string): string => {
  const rows: string[] = [];
  for (let at = 0; at < cells.length; at += PER_ROW) {
    const row = cells
      .slice(at, at + PER_ROW)
      .map(({ text }) => `<td role="gridcell"><span class="cell"><x-text>${text}</x-text></span></td>`);
    rows.push(`<tr>${row.join('')}</tr>`);
  }
  return `<!doctype html><meta charset="utf-8"><title>Grid</title><style>${css}
td{padding:2px 6px;white-space:nowrap;font:13px sans-serif}</style><table id="grid"><tbody>${rows.join('')}</tbody></table>`;
};
