import type { FieldProps } from './Field.tsx';
import { TextField } from './TextField.tsx';

type Props = FieldProps<string> & { readonly unit?: string };

/** A whole number as it is typed (whole-number.ts), with what it counts. */
export const NumberField = (props: Props) => <TextField {...props} look="amount" inputMode="numeric" />;
