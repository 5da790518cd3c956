import type { PhoneCall } from '../../messages.ts';
import { Keypad } from './Keypad.tsx';
import type { Panel } from './model.ts';
import { words } from './words.ts';

type Props = { panel: Panel; call: PhoneCall; onClose: () => void };

/** Sends digits into the call: clicked, typed or pasted. Escape closes it. */
export const InCallKeypad = ({ panel, call, onClose }: Props) => (
  <section
    class="in-call-keypad"
    id="in-call-keypad"
    aria-label={words.keypad}
    onKeyDown={event => event.key === 'Escape' && onClose()}
  >
    <output class="sent-digits" aria-label={words.sentDigits}>
      {call.digits === '' ? <span class="fine">{words.keypadHint}</span> : <bdi>{call.digits}</bdi>}
    </output>
    <Keypad onKey={digit => void panel.sendDigits(digit)} />
  </section>
);
