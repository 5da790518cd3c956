import { useEffect, useState } from 'preact/hooks';
import type { PhoneCall } from '../../messages.ts';
import { timer } from '../../ui/format/durations.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { MicrophoneStrip } from './MicrophoneStrip.tsx';
import type { Panel } from './model.ts';
import { Notice, Strip } from './Notice.tsx';
import { slowness } from './slow.ts';
import { useCountdown } from './use-countdown.ts';
import { useNow } from './use-now.ts';
import { isUnreachable, waitWords, words } from './words.ts';
import { audioWords } from './words-audio.ts';

type Props = { panel: Panel; call: PhoneCall };

/** A customer who is not taken off hold within this time: the rep is told. */
const LATE_MS = 4_000;

const Slow = ({ panel, call }: Props) => {
  const { by, changesAt } = slowness(call, panel.ports.now());
  const [, redrawAt] = useState(0);
  useEffect(() => {
    if (changesAt === undefined) return;
    const timerId = setTimeout(() => redrawAt(changesAt), changesAt - panel.ports.now());
    return () => clearTimeout(timerId);
  }, [changesAt, panel]);
  if (by === null) return null;
  return <Strip tone="warn" sign="clock" text={by === 'server' ? words.slowServer : words.slowNetwork} />;
};

const Countdown = ({ panel, until }: { panel: Panel; until: number }) => {
  const leftMs = useCountdown(panel.ports.now, panel.state.value?.skewMs ?? 0, until);
  return (
    <p class="countdown">
      {words.rejoinWithin}{' '}
      <span class="timer" role="timer">
        {timer(leftMs)}
      </span>
    </p>
  );
};

const Microphone = ({ panel, call }: Props) => (
  <MicrophoneStrip panel={panel} text={waitWords(call, 'unknown')} blocked={waitWords(call, 'refused')} />
);

/** A call the rep has hung up: nothing else about it is shown. */
const Ending = ({ panel, call }: Props) => {
  const state = panel.state.value;
  if (!state || !isUnreachable(state, call)) return null;
  return <Strip tone="warn" sign="offline" text={words.endingUnreachable} />;
};

/** A problem with the line between the rep and the customer: only the nearest cause is shown. */
const Line = ({ panel, call }: Props) => {
  if (call.away === 'elsewhere') return <Strip tone="info" sign="phone" text={words.elsewhere} />;
  if (call.away === 'interrupted')
    return (
      <div class="strip-with-act">
        <Strip tone="warn" sign="warning" text={call.linked ? words.interrupted : words.interruptedOffline} />
        {call.view?.rejoinUntil && <Countdown panel={panel} until={call.view.rejoinUntil} />}
      </div>
    );
  if (call.phase === 'active' && !call.linked && call.away === null)
    return <Strip tone="warn" sign="offline" text={words.reconnecting} />;
  return <OnHold panel={panel} call={call} />;
};

/** What became of the rep's own hold. A failure is announced, because nothing else changes on the screen. */
const OnHold = ({ panel, call }: Props) => {
  const { asked, failed } = panel.hold;
  const hold = call.view?.hold;
  const failure = failed.value ?? (hold?.state === 'failed' && asked.value === null ? 'hold' : null);
  const lateAt = hold?.state === 'resuming' ? hold.at + LATE_MS : undefined;
  const now = useNow(panel.ports.now, panel.state.value?.skewMs ?? 0, lateAt);
  const isLate = lateAt !== undefined && now >= lateAt;
  return (
    <>
      {(failure || isLate) && (
        <div role="alert">
          <Strip tone="bad" text={failure ? words.couldNot[failure] : words.resumesLate} />
        </div>
      )}
      {call.view?.onHold && !isLate && (
        <Strip tone="warn" sign="clock" text={hold?.state === 'on' ? words.onOwnHold : words.onHold} />
      )}
    </>
  );
};

const RECORDING_SIGNS = {
  notice: 'clock',
  on: 'record',
  stopping: 'clock',
  stopped: 'stop',
  not_told: 'warning',
  refused: 'warning',
} as const;

/** If a contact objects, the recording stops and the call goes on. */
const Recording = ({ panel, call }: Props) => {
  const state = call.view?.recording;
  if (!state) return null;
  const strip = (
    <Strip
      tone={state === 'not_told' || state === 'refused' ? 'warn' : 'info'}
      sign={RECORDING_SIGNS[state]}
      text={words.recording[state]}
    />
  );
  if (state !== 'on' && state !== 'notice') return strip;
  return (
    <div class="strip-with-act">
      {strip}
      <button type="button" class="button" onClick={() => void panel.stopRecording()}>
        {words.stopRecording}
      </button>
    </div>
  );
};

/** The rep clicked another number on a page: it is kept, but not called. */
const AlsoPressed = ({ panel }: { panel: Panel }) => {
  const also = panel.state.value?.prefill;
  return (
    <div role="status">
      {also && (
        <Strip
          tone="info"
          sign="phone"
          text={words.alsoPressed(shownNumber(also.number, panel.country.value))}
        />
      )}
    </div>
  );
};

/** Everything the rep has to know during a call: one strip each, below the bar, never over it. */
export const LiveStrips = ({ panel, call }: Props) =>
  call.ending ? (
    <>
      <Ending panel={panel} call={call} />
      <AlsoPressed panel={panel} />
    </>
  ) : (
    <Strips panel={panel} call={call} />
  );

const Strips = ({ panel, call }: Props) => (
  <>
    {call.waitsFor === 'line' && <Strip tone="warn" sign="offline" text={words.waitsForLine} />}
    {call.waitsFor === 'microphone' && <Microphone panel={panel} call={call} />}
    <Line panel={panel} call={call} />
    {call.view?.delayed && <Strip tone="info" sign="clock" text={words.networkBusy} />}
    <Recording panel={panel} call={call} />
    {call.audio && <Strip tone="warn" sign="microphone" text={audioWords(call.audio)} />}
    {panel.signedOut.value && <Strip tone="warn" sign="plug" text={words.signedOutInCall} />}
    {panel.state.value?.duty === 'offline' && <Strip tone="warn" sign="offline" text={words.unreachable} />}
    <Slow panel={panel} call={call} />
    <AlsoPressed panel={panel} />
    {panel.refused.value && <Notice panel={panel} />}
  </>
);
