import { signal } from '@preact/signals';
import { ask } from './ask.ts';
import { live } from './state.ts';

const FAULTS = [
  { name: 'Lose webhooks', key: 'drop', help: 'one in five never arrives' },
  { name: 'Double them', key: 'double', help: 'one in five arrives twice' },
  { name: 'Delay them', key: 'delay', help: 'one in five is late, up to 5 s' },
  { name: 'Swap them', key: 'reorder', help: 'one in five overtakes another' },
  { name: 'Corrupt them', key: 'corrupt', help: 'one in five is changed after it was signed' },
  { name: 'Answer 5xx', key: 'status5xx', help: 'one in five counts as refused' },
] as const;
const SHARE = 0.2;

const chosen = signal<ReadonlySet<string>>(new Set());
const slowRest = signal(false);
const isSignallingDown = signal(false);

const send = () =>
  ask('/sandbox/faults', {
    seed: 1,
    webhooks: { ...Object.fromEntries([...chosen.value].map(key => [key, SHARE])), delayMs: 5000 },
    ...(slowRest.value ? { rest: { delay: 1, delayMs: 3000, status5xx: SHARE } } : {}),
  });

const toggle = async (key: string) => {
  const next = new Set(chosen.value);
  if (!next.delete(key)) next.add(key);
  chosen.value = next;
  await send();
};

const calm = async () => {
  chosen.value = new Set();
  slowRest.value = false;
  isSignallingDown.value = false;
  await ask('/sandbox/calm');
};

const Switch = ({ name, help, on, set }: { name: string; help: string; on: boolean; set: () => void }) => (
  <label class="switch">
    <input type="checkbox" checked={on} onChange={set} />
    <span>
      {name}
      <small>{help}</small>
    </span>
  </label>
);

/** What goes wrong, on purpose. */
export const Weather = () => {
  const { isDown = false } = live.value ?? {};
  return (
    <section aria-labelledby="weather">
      <h2 id="weather">Bad weather</h2>
      {FAULTS.map(({ name, key, help }) => (
        <Switch key={key} name={name} help={help} on={chosen.value.has(key)} set={() => toggle(key)} />
      ))}
      <Switch
        name="A slow interface"
        help="requests take up to 3 s, one in five is refused"
        on={slowRest.value}
        set={() => {
          slowRest.value = !slowRest.value;
          void send();
        }}
      />
      <Switch
        name="Devices find nobody"
        help="their sockets are cut; audio goes on"
        on={isSignallingDown.value}
        set={() => {
          isSignallingDown.value = !isSignallingDown.value;
          void ask(isSignallingDown.value ? '/sandbox/signalling-down' : '/sandbox/signalling-up');
        }}
      />
      <Switch
        name="Down altogether"
        help="no request is answered; webhooks wait"
        on={isDown}
        set={() => void ask(isDown ? '/sandbox/up' : '/sandbox/down', isDown ? {} : { webhooks: 'held' })}
      />
      <button type="button" onClick={calm}>
        Clear sky
      </button>
    </section>
  );
};
