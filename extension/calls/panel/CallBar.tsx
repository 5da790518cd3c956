import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PhoneCall } from '../../messages.ts';
import { timer } from '../../ui/format/durations.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { CallDetails } from './CallDetails.tsx';
import { CallHead } from './CallHead.tsx';
import { InCallKeypad } from './InCallKeypad.tsx';
import { Interrupted } from './Interrupted.tsx';
import { LiveStrips } from './LiveStrips.tsx';
import type { Panel } from './model.ts';
import { useNow } from './use-now.ts';
import { callWord, words } from './words.ts';

type Props = { panel: Panel; call: PhoneCall };

const Clock = ({ panel, call }: Props) => {
  const answeredAt = call.view?.answeredAt;
  const now = useNow(panel.ports.now, panel.state.value?.skewMs ?? 0, answeredAt);
  if (answeredAt === undefined) return <>{callWord(call)}</>;
  return (
    <span class="timer" role="timer">
      {timer(now - answeredAt)}
    </span>
  );
};

/** How long the rep has kept the customer on hold. */
const HeldFor = ({ panel, call }: Props) => {
  const hold = call.view?.hold;
  const since = hold?.state === 'on' && !call.ending ? hold.at : undefined;
  const now = useNow(panel.ports.now, panel.state.value?.skewMs ?? 0, since);
  return since === undefined ? null : (
    <span>
      {words.held} <span class="timer">{timer(now - since)}</span>
    </span>
  );
};

type RoundProps = {
  icon: IconName;
  label: string;
  pressed: boolean;
  /** The id of what the button shows and hides; without one it switches something on and off. */
  expands?: string;
  disabled?: boolean;
  onPress: () => void;
};

const Round = ({ icon, label, pressed, expands, disabled = false, onPress }: RoundProps) => (
  <button
    type="button"
    class={pressed ? 'round on' : 'round'}
    aria-pressed={expands ? undefined : pressed}
    aria-expanded={expands ? pressed : undefined}
    aria-controls={expands && pressed ? expands : undefined}
    aria-disabled={disabled}
    onClick={() => !disabled && onPress()}
  >
    <span class="round-sign">
      <Icon name={icon} />
    </span>
    {label}
  </button>
);

const Hold = ({ panel, call }: Props) => {
  const { asked, request } = panel.hold;
  const isHeld = call.view?.onHold ?? false;
  const state = call.view?.hold?.state;
  const isHolding = asked.value === 'hold' || state === 'holding';
  const isResuming = asked.value === 'resume' || state === 'resuming';
  return (
    <Round
      icon="hold"
      label={isHolding ? words.holding : isResuming ? words.resuming : words.hold}
      pressed={isHeld}
      disabled={call.phase !== 'active' || asked.value !== null || isHolding}
      onPress={() => void request(!isHeld)}
    />
  );
};

type ActsProps = Props & { audible: boolean; keypad: boolean; onKeypad: (open: boolean) => void };

const Acts = ({ panel, call, audible, keypad, onKeypad }: ActsProps) => (
  <>
    <Round
      icon={call.muted ? 'microphoneOff' : 'microphone'}
      label={words.mute}
      pressed={call.muted}
      disabled={call.view === null}
      onPress={() => void panel.mute(!call.muted)}
    />
    <Hold panel={panel} call={call} />
    <Round
      icon="keypad"
      label={words.keypad}
      pressed={keypad}
      expands="in-call-keypad"
      disabled={!audible}
      onPress={() => onKeypad(!keypad)}
    />
  </>
);

/** The live call. The bar comes first, whatever is below it; End is its last button, at the lower right. */
export const CallBar = ({ panel, call }: Props) => {
  const bar = useRef<HTMLElement>(null);
  const [keypad, setKeypad] = useState(false);
  const isHere = call.away === null && !call.ending;
  const audible = isHere && !call.view?.onHold && (call.phase === 'active' || call.phase === 'ringing');

  // The Call button is gone, so the bar takes the keyboard focus; a second Enter must not end the call.
  useLayoutEffect(() => {
    if (document.hasFocus() && document.activeElement === document.body) bar.current?.focus();
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!audible || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement || !/^[0-9*#]$/.test(event.key)) return;
      event.preventDefault();
      setKeypad(true);
      void panel.sendDigits(event.key);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [panel, audible]);

  return (
    <div class="in-call">
      <section class="call-bar" ref={bar} tabIndex={-1} aria-label={words.currentCall}>
        <CallHead call={call} country={panel.country.value} held={<HeldFor panel={panel} call={call} />}>
          <Clock panel={panel} call={call} />
        </CallHead>
        <div class="call-acts">
          {isHere && (
            <Acts panel={panel} call={call} audible={audible} keypad={keypad} onKeypad={setKeypad} />
          )}
          {call.away !== null && <Interrupted panel={panel} call={call} />}
          <button
            type="button"
            class="button end"
            aria-disabled={call.ending}
            onClick={() => !call.ending && void panel.hangUp()}
          >
            <Icon name="end" />
            {call.ending ? words.ending : words.end}
          </button>
        </div>
      </section>
      <LiveStrips panel={panel} call={call} />
      {keypad && audible && <InCallKeypad panel={panel} call={call} onClose={() => setKeypad(false)} />}
      <CallDetails call={call} country={panel.country.value} />
    </div>
  );
};
