import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/Icon.tsx';
import { CallFrom } from './CallFrom.tsx';
import { Keypad } from './Keypad.tsx';
import { MatchLine } from './MatchLine.tsx';
import type { Panel } from './model.ts';
import { Notice } from './Notice.tsx';
import { NumberField, selectionOf } from './NumberField.tsx';
import { words } from './words.ts';

/** Digits typed anywhere in the view go into the field, as on a phone. */
const belongsInField = (event: KeyboardEvent): boolean =>
  /^[0-9*#+]$/.test(event.key) &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !(event.target instanceof HTMLInputElement);

export const DialView = ({ panel }: { panel: Panel }) => {
  const { field } = panel;
  const input = useRef<HTMLInputElement>(null);
  const press = (key: string) => {
    panel.forgetRefusal();
    field.press(key, ...selectionOf(input.current, field.typed.value.text));
  };

  useEffect(() => {
    input.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (!belongsInField(event)) return;
      event.preventDefault();
      press(event.key);
      input.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const call = (event: Event) => {
    event.preventDefault();
    if (!panel.dialTyped()) input.current?.focus();
  };
  const empty = field.typed.value.text === '';
  const idle = empty || panel.dialing.value;

  return (
    <form class="dial" onSubmit={call}>
      <NumberField field={field} input={input} describedBy="match" />
      <MatchLine field={field} />
      <Keypad onKey={press} plus keepsFocus />
      <Notice panel={panel} />
      <CallFrom panel={panel} />
      <button type="submit" class="button call wide" aria-disabled={idle}>
        <Icon name="phone" />
        {panel.dialing.value ? words.calling : words.call}
      </button>
    </form>
  );
};
