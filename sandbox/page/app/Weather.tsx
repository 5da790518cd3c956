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

type Chosen = { readonly webhooks: ReadonlySet<string>; readonly isSlow: boolean };

/** What the network says is set: another tab, or a test, may have set it. */
const chosenNow = (): Chosen => {
  const { webhooks, rest } = live.value?.weather ?? {};
  const keys = FAULTS.map(({ key }) => key).filter(key => (webhooks?.[key] ?? 0) > 0);
  return { webhooks: new Set(keys), isSlow: (rest?.delay ?? 0) > 0 };
};

const set = ({ webhooks, isSlow }: Chosen) =>
  ask('/sandbox/faults', {
    webhooks: { ...Object.fromEntries([...webhooks].map(key => [key, SHARE])), delayMs: 5000 },
    ...(isSlow ? { rest: { delay: 1, delayMs: 3000, status5xx: SHARE } } : {}),
  });

const toggle = (key: string) => {
  const now = chosenNow();
  const webhooks = new Set(now.webhooks);
  if (!webhooks.delete(key)) webhooks.add(key);
  return set({ ...now, webhooks });
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
  const { isDown = false, isSignallingDown = false } = live.value ?? {};
  const chosen = chosenNow();
  return (
    <section aria-labelledby="weather">
      <h2 id="weather">Bad weather</h2>
      {FAULTS.map(({ name, key, help }) => (
        <Switch key={key} name={name} help={help} on={chosen.webhooks.has(key)} set={() => toggle(key)} />
      ))}
      <Switch
        name="A slow interface"
        help="requests take up to 3 s, one in five is refused"
        on={chosen.isSlow}
        set={() => void set({ ...chosen, isSlow: !chosen.isSlow })}
      />
      <Switch
        name="Devices find nobody"
        help="their sockets are cut; audio goes on"
        on={isSignallingDown}
        set={() => void ask(isSignallingDown ? '/sandbox/signalling-up' : '/sandbox/signalling-down')}
      />
      <Switch
        name="Down altogether"
        help="no request is answered; webhooks wait"
        on={isDown}
        set={() => void ask(isDown ? '/sandbox/up' : '/sandbox/down', isDown ? {} : { webhooks: 'held' })}
      />
      <button type="button" onClick={() => ask('/sandbox/calm')}>
        Clear sky
      </button>
    </section>
  );
};
