import type { InputHTMLAttributes } from 'preact';
import { WrongLine } from './WrongLine.tsx';

type Props = Pick<InputHTMLAttributes<HTMLInputElement>, 'inputMode' | 'defaultValue'> & {
  /** Also the input's id, so it must be unique on the page. */
  readonly name: string;
  readonly label: string;
  readonly wrong: string | undefined;
};

/** A field in a row with others, with its error below. */
export const RowField = ({ name, label, wrong, ...input }: Props) => (
  <div class="row-field">
    <label for={name}>{label}</label>
    <input
      id={name}
      name={name}
      type="text"
      autocomplete="off"
      aria-invalid={wrong !== undefined}
      aria-describedby={`${name}-wrong`}
      {...input}
    />
    <WrongLine id={`${name}-wrong`} text={wrong} />
  </div>
);
