import { getCountries } from 'libphonenumber-js/max';
import type { Destination } from '../../shared/numbers/destination.ts';
import { type Login, setupOf } from '../twilio/index.ts';

// Countries without an entry of their own at the carrier ("United States/Canada").
const WITHIN: Readonly<Record<string, string>> = { CA: 'US' };

/** The countries the carrier does not let this account call; undefined if it did not say. */
export const lookAtCountries = async (login: Login): Promise<readonly Destination[] | undefined> => {
  const asked = await setupOf(login).countryPermissions();
  if (asked.kind !== 'done') return undefined;
  const isEnabled = new Map(asked.value.map(each => [each.iso_code, each.low_risk_numbers_enabled]));
  return getCountries().filter(each => (isEnabled.get(each) ?? isEnabled.get(WITHIN[each] ?? '')) === false);
};
