import { Field, type FieldProps } from './Field.tsx';

/** A checkbox. */
export const CheckField = ({ value, onValue, ...field }: FieldProps<boolean>) => (
  <Field {...field} isCheck>
    {control => (
      <input
        {...control}
        type="checkbox"
        checked={value}
        onChange={event => onValue(event.currentTarget.checked)}
      />
    )}
  </Field>
);
