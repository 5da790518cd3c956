import type { ComponentChildren } from 'preact';
import { WrongLine } from '../../ui/WrongLine.tsx';
import type { FieldName } from './model.ts';
import type { Wrong } from './workspace-form.ts';

type Shared = {
  readonly model: {
    readonly valueOf: (field: FieldName) => string | boolean;
    readonly set: (field: FieldName, value: string | boolean) => void;
    readonly wrong: { readonly value: Wrong };
  };
  readonly field: FieldName;
  readonly label: string;
  readonly help: ComponentChildren;
};

type Props = Shared & {
  readonly secret?: boolean;
  readonly mono?: boolean;
  readonly numeric?: boolean;
  readonly placeholder?: string;
  readonly disabled?: boolean;
};

/** A text field, with its explanation below it, and its error below that. */
export const TextField = ({ model, field, label, help, ...how }: Props) => (
  <div class="field">
    <label for={field}>{label}</label>
    <input
      id={field}
      name={field}
      // Others may look on while a secret is typed, and the browser should not store it.
      {...(how.secret ? { type: 'password' as const } : { type: 'text' as const })}
      inputMode={how.numeric ? 'numeric' : undefined}
      class={how.mono ? 'mono' : undefined}
      autocomplete={how.secret ? 'new-password' : 'off'}
      spellcheck={false}
      placeholder={how.placeholder}
      value={String(model.valueOf(field))}
      aria-invalid={model.wrong.value[field] !== undefined}
      aria-describedby={`${field}-help ${field}-wrong`}
      onInput={event => model.set(field, event.currentTarget.value)}
    />
    <p class="fine" id={`${field}-help`}>
      {help}
    </p>
    <WrongLine id={`${field}-wrong`} text={model.wrong.value[field]} />
  </div>
);

/** A checkbox. */
export const CheckField = ({ model, field, label, help }: Shared) => (
  <div class="field check">
    <input
      id={field}
      type="checkbox"
      checked={model.valueOf(field) === true}
      aria-describedby={`${field}-help`}
      onChange={event => model.set(field, event.currentTarget.checked)}
    />
    <label for={field}>{label}</label>
    <p class="fine" id={`${field}-help`}>
      {help}
    </p>
  </div>
);

/** A choice of one out of a few. */
export const SelectField = ({
  model,
  field,
  label,
  help,
  options,
}: Shared & { readonly options: readonly (readonly [value: string, label: string])[] }) => (
  <div class="field">
    <label for={field}>{label}</label>
    <select
      id={field}
      value={String(model.valueOf(field))}
      aria-invalid={model.wrong.value[field] !== undefined}
      aria-describedby={`${field}-help ${field}-wrong`}
      onChange={event => model.set(field, event.currentTarget.value)}
    >
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
    <p class="fine" id={`${field}-help`}>
      {help}
    </p>
    <WrongLine id={`${field}-wrong`} text={model.wrong.value[field]} />
  </div>
);
