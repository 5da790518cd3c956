import { automatonIn } from './automaton.ts';
import { NORTH_AMERICA } from './rules/north-america.ts';
import { AUTOMATON, CALLING_CODES } from './rules/numbers.ts';
import { REGIONS } from './rules/regions.ts';

/** How numbers are written within a country: everything needed to make an E.164 number. */
type Plan = {
  readonly callingCode: string;
  readonly international: RegExp;
  /** The national prefix; null if the country has none. */
  readonly prefix: RegExp | null;
  readonly transform: string;
  readonly free: RegExp | null;
};

const plans = new Map<string, Plan>();

export const planOf = (region: string): Plan => {
  const known = plans.get(region);
  if (known) return known;
  const [callingCode = '', idd = '', prefix = '', transform = '', free = ''] = (
    REGIONS[region] ??
    NORTH_AMERICA[region] ??
    NORTH_AMERICA.US ??
    ''
  ).split('~');
  const plan = {
    callingCode,
    international: new RegExp(`^(?:${idd || '00'})`),
    prefix: prefix === '' ? null : new RegExp(`^(?:${prefix})`),
    transform,
    free: free === '' ? null : new RegExp(`^(?:${free})`),
  };
  plans.set(region, plan);
  return plan;
};

const isNumber = automatonIn(AUTOMATON);
const callingCodes = new Set(CALLING_CODES.split(' '));

// As E164 in shared/numbers/contract.ts. Some plans have shorter (Austria's +43 1110) or longer ones (German pagers).
const FEWEST_IN_ALL = 7;
const MOST_IN_ALL = 15;

/** Digits with their calling code → E.164, or null if there is no such number. */
export const fromInternational = (digits: string): string | null =>
  digits.length >= FEWEST_IN_ALL && digits.length <= MOST_IN_ALL && isNumber(digits) ? `+${digits}` : null;

/** How many digits long the calling code at the start of these digits is; 0 if there is none. */
export const callingCodeLength = (digits: string): number => {
  for (let length = 1; length <= 3; length++) if (callingCodes.has(digits.slice(0, length))) return length;
  return 0;
};

/** Digits as dialled inside the country → E.164, or null. A prefix the country always writes must be present. */
export const fromNational = (digits: string, plan: Plan): string | null => {
  const prefix = plan.prefix?.exec(digits);
  if (plan.prefix && prefix?.[0]) {
    const captured = prefix.slice(1).some(group => group !== undefined);
    const rest =
      plan.transform !== '' && captured
        ? digits.replace(plan.prefix, plan.transform)
        : digits.slice(prefix[0].length);
    const number = fromInternational(plan.callingCode + rest);
    if (number) return number;
  }
  return plan.free?.test(digits) ? fromInternational(plan.callingCode + digits) : null;
};
