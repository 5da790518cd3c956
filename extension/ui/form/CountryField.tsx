import { getCountries } from 'libphonenumber-js/min';
import { destinationName } from '../../../shared/numbers/destination.ts';
import type { FieldProps } from './Field.tsx';
import { SelectField } from './SelectField.tsx';
import { words } from './words.ts';

const COUNTRIES = getCountries()
  .map(code => [code, destinationName(code)] as const)
  .toSorted(([, a], [, b]) => a.localeCompare(b));

/** A country, chosen by its name. Its value is ISO 3166 alpha-2; empty until one is chosen. */
export const CountryField = (field: FieldProps<string>) => {
  const { value } = field;
  // A value that is not offered, or none yet, is shown all the same: otherwise it would look like the first country.
  const other = [value, destinationName(value) || words.choose] as const;
  const isOffered = COUNTRIES.some(([code]) => code === value);
  return <SelectField {...field} options={isOffered ? COUNTRIES : [other, ...COUNTRIES]} />;
};
