/** The limit a figure must keep (`gate`: as good as today) and the one it should reach (`goal`). */
export type Limit = { readonly of: 'value' | 'ratio'; readonly most?: number; readonly least?: number };

export type Area = 'dial' | 'api' | 'size' | 'page' | 'desk' | 'carrier';

/** One figure. `ratio` is to the floor named in `against`, measured in the same run. */
export type Row = {
  readonly area: Area;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string | null;
  readonly ratio: number | null;
  readonly gate: string | null;
  readonly goal: string | null;
  /** The gate is met; true if there is no gate. */
  readonly holds: boolean;
};

type Figure = {
  readonly area: Area;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: { readonly name: string; readonly value: number };
  readonly gate?: Limit;
  readonly goal?: Limit;
};

const rounded = (value: number): number => Number(value.toPrecision(3));

const wordsOf = ({ of, most, least }: Limit): string =>
  [most === undefined ? [] : `${of} ≤ ${most}`, least === undefined ? [] : `${of} ≥ ${least}`]
    .flat()
    .join(' and ');

const isMet = (limit: Limit, value: number, ratio: number | null): boolean => {
  const seen = limit.of === 'value' ? value : (ratio ?? Number.NaN);
  return (
    seen <= (limit.most ?? Number.POSITIVE_INFINITY) && seen >= (limit.least ?? Number.NEGATIVE_INFINITY)
  );
};

export const rowOf = ({ area, name, value, unit, floor, gate, goal }: Figure): Row => {
  const ratio = floor && floor.value > 0 ? value / floor.value : null;
  return {
    area,
    name,
    value: unit === 'B' ? value : rounded(value),
    unit,
    against: floor ? `${floor.name}: ${rounded(floor.value)} ${unit}` : null,
    ratio: ratio === null ? null : rounded(ratio),
    gate: gate ? wordsOf(gate) : null,
    goal: goal ? wordsOf(goal) : null,
    holds: gate ? isMet(gate, value, ratio) : true,
  };
};
