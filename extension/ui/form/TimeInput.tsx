import { useState } from 'preact/hooks';
import box from './control.module.css';
import { shownTime, timeOfDayIn } from './time-of-day.ts';

type Props = {
  readonly label: string;
  /** Like 09:00; or the text that was typed, if it is no time. */
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** The time is the end of something: midnight is 24:00. */
  readonly isEnd?: boolean;
  /** Whose style of writing times is used, ISO 3166 alpha-2. */
  readonly country: string;
  readonly isWrong: boolean;
  /** The id of the error's text. */
  readonly describedBy: string;
};

/** A time of day, typed as people write it; once it is left, it is shown in the country's style. */
export const TimeInput = ({ label, value, onValue, isEnd, country, isWrong, describedBy }: Props) => {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      class={`${box.control} ${box.time}`}
      type="text"
      autocomplete="off"
      maxLength={10}
      aria-label={label}
      aria-invalid={isWrong}
      aria-describedby={describedBy}
      value={typed ?? shownTime(value, country)}
      onInput={event => {
        const text = event.currentTarget.value;
        setTyped(text);
        onValue(timeOfDayIn(text, isEnd) ?? text.trim());
      }}
      onBlur={() => setTyped(null)}
    />
  );
};
