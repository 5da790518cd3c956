import box from './control.module.css';
import { Field, type FieldProps } from './Field.tsx';

type Props<T extends string> = FieldProps<T> & {
  readonly options: readonly (readonly [value: T, label: string])[];
};

/** A choice of one out of a few. */
export const SelectField = <T extends string>({ value, onValue, options, ...field }: Props<T>) => (
  <Field {...field}>
    {control => (
      <select
        {...control}
        class={box.control}
        value={value}
        onChange={event => {
          const chosen = options.find(([each]) => each === event.currentTarget.value);
          if (chosen) onValue(chosen[0]);
        }}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Field>
);
