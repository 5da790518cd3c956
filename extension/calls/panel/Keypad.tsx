import { useRef } from 'preact/hooks';
import { words } from './words.ts';

const KEYS = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', ''],
  ['#', ''],
] as const;

const LONG_PRESS_MS = 500;
const SPOKEN: Readonly<Record<string, string>> = { '*': 'star', '#': 'pound' };

type Props = {
  /** Called with a digit, * or #; also with + if `plus` is on. */
  onKey: (key: string) => void;
  /** A long press on 0 enters a plus. */
  plus?: boolean;
  /** A mouse click leaves the focus where it is, so the rep can keep typing. */
  keepsFocus?: boolean;
};

export const Keypad = ({ onKey, plus = false, keepsFocus = false }: Props) => {
  const held = useRef<{ timerId: ReturnType<typeof setTimeout>; done: boolean } | undefined>(undefined);
  const release = () => clearTimeout(held.current?.timerId);
  const hold = (key: string) => {
    release();
    held.current = undefined;
    if (!plus || key !== '0') return;
    const press = {
      done: false,
      timerId: setTimeout(() => {
        press.done = true;
        onKey('+');
      }, LONG_PRESS_MS),
    };
    held.current = press;
  };
  const press = (event: MouseEvent, key: string) => {
    const wasLong = event.detail > 0 && held.current?.done;
    release();
    held.current = undefined;
    if (!wasLong) onKey(key);
  };
  return (
    <fieldset class="keys" onMouseDown={event => keepsFocus && event.preventDefault()}>
      <legend class="unseen">{words.keypad}</legend>
      {KEYS.map(([key, letters]) => {
        const sub = key === '0' && plus ? '+' : letters;
        return (
          <button
            key={key}
            type="button"
            class="key"
            aria-label={SPOKEN[key]}
            title={sub === '+' ? words.holdForPlus : undefined}
            onPointerDown={() => hold(key)}
            onPointerLeave={release}
            onPointerCancel={release}
            onContextMenu={event => event.preventDefault()}
            onClick={event => press(event, key)}
          >
            <span class="key-digit">{key === '*' ? '∗' : key}</span> <span class="key-letters">{sub}</span>
          </button>
        );
      })}
    </fieldset>
  );
};
