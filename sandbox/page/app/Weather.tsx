import { ask } from './ask.ts';
import { live } from './state.ts';

const FAULTS = [
  { name: 'Lose webhooks', key: 'drop', help: 'one in five never arrives' },
  { name: 'Duplicate webhooks', key: 'double', help: 'one in five arrives twice' },
  { name: 'Delay webhooks', key: 'delay', help: 'one in five is late, up to 5 s' },
  { name: 'Swap webhooks', key: 'reorder', help: 'one in five overtakes another' },
  { name: 'Corrupt webhooks', key: 'corrupt', help: 'one in five is changed after signing' },
  { name: 'Answer 5xx', key: 'status5xx', help: 'one in five counts as refused' },
] as const;
const SHARE = 0.2;

type Chosen = { readonly webhooks: ReadonlySet<string>; readonly isSlow: boolean };

/** The faults that are set in the network now: another tab, or a test, may have set them. */
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

/** Switches for the faults of the network. */
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
        name="Slow REST interface"
        help="requests take up to 3 s, one in five is refused"
        on={chosen.isSlow}
        set={() => void set({ ...chosen, isSlow: !chosen.isSlow })}
      />
      <Switch
        name="Signalling down"
        help="the sockets of devices are cut; audio goes on"
        on={isSignallingDown}
        set={() => void ask(isSignallingDown ? '/sandbox/signalling-up' : '/sandbox/signalling-down')}
      />
      <Switch
        name="Network down"
        help="no request is answered; webhooks wait"
        on={isDown}
        set={() => void ask(isDown ? '/sandbox/up' : '/sandbox/down', isDown ? {} : { webhooks: 'held' })}
      />
      <button type="button" onClick={() => ask('/sandbox/calm')}>
        End all faults
      </button>
    </section>
  );
};
