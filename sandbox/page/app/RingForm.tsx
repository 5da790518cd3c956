import { signal } from '@preact/signals';
import { ask } from './ask.ts';
import { live } from './state.ts';
import { pretty } from './words.ts';

const from = signal('+12125550100');
const to = signal<string | undefined>(undefined);

const ring = async (event: Event) => {
  event.preventDefault();
  await ask('/sandbox/ring', { from: from.value.trim(), to: to.value ?? live.value?.lines[0] ?? '' });
};

/** A form that calls a number of the account from any caller number. */
export const RingForm = () => {
  const { lines = [], directory = [] } = live.value ?? {};
  const who = directory.find(({ number }) => number === from.value.trim())?.name;
  return (
    <section aria-labelledby="ring">
      <h2 id="ring">Incoming call</h2>
      <form onSubmit={ring}>
        <label for="from">Caller</label>
        <input
          id="from"
          list="people"
          value={from.value}
          onInput={event => (from.value = event.currentTarget.value)}
          aria-describedby="from-help"
          autocomplete="off"
        />
        <datalist id="people">
          {directory.map(({ number, name }) => (
            <option key={number} value={number}>
              {name}
            </option>
          ))}
        </datalist>
        <p id="from-help" class="help">
          {who ?? 'Any E.164 number. 555-0100 to 0119 each follow a script.'}
        </p>
        <label for="to">Number of the account</label>
        <select
          id="to"
          value={to.value ?? lines[0]}
          onChange={event => (to.value = event.currentTarget.value)}
        >
          {lines.map(number => (
            <option key={number} value={number}>
              {pretty(number)}
            </option>
          ))}
        </select>
        <button type="submit" class="good" disabled={lines.length === 0}>
          Place call
        </button>
      </form>
    </section>
  );
};
