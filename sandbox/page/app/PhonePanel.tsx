import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from './ask.ts';
import { becomePhone, leavePhone, ring } from './audio.ts';
import { live, tab } from './state.ts';
import { clock, pretty } from './words.ts';

const number = signal('+13055550142');
const isOpening = signal(false);

const open = async (event: Event) => {
  event.preventDefault();
  isOpening.value = true;
  await becomePhone(number.value.trim());
  isOpening.value = false;
};

const Claim = () => (
  <form onSubmit={open}>
    <p class="help">Take a number: calls to it ring here, and you answer with your own microphone.</p>
    <label for="mine">Your number</label>
    <input
      id="mine"
      value={number.value}
      onInput={event => (number.value = event.currentTarget.value)}
      inputMode="tel"
      autocomplete="off"
    />
    <button type="submit" class="good" disabled={isOpening.value}>
      {isOpening.value ? 'Asking for the microphone …' : 'Use this number'}
    </button>
  </form>
);

const Idle = () => {
  const { lines = [] } = live.value ?? {};
  return (
    <>
      <p class="help">No call right now.</p>
      {lines.map(line => (
        <button key={line} type="button" onClick={() => ask('/sandbox/phone/dial', { tab, to: line })}>
          Call {pretty(line)}
        </button>
      ))}
      <button type="button" class="plain" onClick={leavePhone}>
        Release this number
      </button>
    </>
  );
};

/** This tab as a telephone. */
export const PhonePanel = () => {
  const { phone, legs = [], now = 0 } = live.value ?? {};
  const leg = legs.find(({ sid }) => sid === phone?.callSid);
  const rings = leg?.status === 'ringing' && leg.direction !== 'inbound';
  useEffect(() => ring(rings), [rings]);
  return (
    <section aria-labelledby="phone" class="phone" data-rings={rings}>
      <h2 id="phone">Your telephone</h2>
      {!phone && <Claim />}
      {phone && <p class="mine">{pretty(phone.number)}</p>}
      {phone && !leg && <Idle />}
      {leg && (
        <>
          <p role="status">
            {rings
              ? `${pretty(leg.from)} is calling`
              : leg.status === 'in-progress'
                ? `On a call with ${pretty(leg.direction === 'inbound' ? leg.to : leg.from)} · ${clock(now - (leg.answeredAt ?? now))}`
                : `Calling ${pretty(leg.to)} …`}
          </p>
          {rings ? (
            <div class="acts">
              <button type="button" class="good" onClick={() => ask('/sandbox/phone/answer', { tab })}>
                Answer
              </button>
              <button type="button" class="bad" onClick={() => ask('/sandbox/phone/decline', { tab })}>
                Decline
              </button>
            </div>
          ) : (
            <button type="button" class="bad" onClick={() => ask('/sandbox/phone/hang-up', { tab })}>
              Hang up
            </button>
          )}
        </>
      )}
    </section>
  );
};
