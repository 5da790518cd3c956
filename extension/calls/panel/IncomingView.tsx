import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { CallView } from '../../../shared/calls/contract.ts';
import { timer } from '../../ui/format/durations.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { Icon } from '../../ui/Icon.tsx';
import { shownOther, shownWho } from '../who.ts';
import { MicrophoneStrip } from './MicrophoneStrip.tsx';
import type { Panel } from './model.ts';
import { Notice, Strip } from './Notice.tsx';
import { useNow } from './use-now.ts';
import { endedOfferWords, incomingWords as words } from './words-incoming.ts';

/** A key or a click that was meant for the view before this one does nothing (F066). */
const SHIELD_MS = 700;

const Waiting = ({ panel, since }: { panel: Panel; since: number }) => {
  const now = useNow(panel.ports.now, panel.state.value?.skewMs ?? 0, since);
  return (
    <span class="timer" role="timer" aria-label={words.waiting}>
      {timer(Math.max(0, now - since))}
    </span>
  );
};

/** Which of our numbers was called: its name, and the number itself. */
const Called = ({ panel, call }: { panel: Panel; call: CallView }) => {
  const owned = panel.numbers.value.find(({ e164 }) => e164 === call.to);
  const shown = shownNumber(call.to, panel.country.value);
  return (
    <p class="ringing-called">
      {words.calls}{' '}
      {owned && owned.name !== shown && owned.name !== call.to && (
        <>
          <bdi class="strong">{owned.name}</bdi>
          {' · '}
        </>
      )}
      <bdi class="number">{shown}</bdi>
    </p>
  );
};

const Caller = ({ panel, call }: { panel: Panel; call: CallView }) => {
  const country = panel.country.value;
  const [who, number] = [shownWho(call, country), shownOther(call, country)];
  const company = call.contact?.company;
  return (
    <div>
      <h2 class="ringing-who" title={who}>
        <bdi class={who === number ? 'number' : undefined}>{who}</bdi>
      </h2>
      {(company || who !== number) && (
        <p class="call-detail">
          {company && <bdi class="call-company">{company}</bdi>}
          {company && who !== number && <span>·</span>}
          {who !== number && <bdi class="number">{number}</bdi>}
        </p>
      )}
    </div>
  );
};

type Props = { panel: Panel; call: CallView; isShielded: () => boolean };

const Ringing = ({ panel, call, isShielded }: Props) => {
  const answering = panel.state.value?.answering;
  const isMine = answering?.callId === call.id;
  // Once the Worker is asked, the outcome is a moment away, and nothing else can be chosen.
  const isAsking = answering?.waitsFor === null;
  const act = (does: () => Promise<void>) => () => {
    if (!isShielded() && !isAsking) void does();
  };
  return (
    <section class="ringing" aria-label={words.from(shownWho(call, panel.country.value))}>
      <div class="ringing-head">
        <span class="dot pulse" />
        <p>{words.title}</p>
        <Waiting panel={panel} since={call.openedAt} />
      </div>
      <Caller panel={panel} call={call} />
      <Called panel={panel} call={call} />
      <div class="ringing-acts">
        <button
          type="button"
          class="button call"
          aria-disabled={isAsking}
          onClick={act(() => panel.answer(call.id))}
        >
          <Icon name="phone" />
          {isMine && isAsking ? words.answering : words.answer}
        </button>
        <button
          type="button"
          class="button end"
          aria-disabled={isAsking}
          onClick={act(() => panel.decline(call.id))}
        >
          <Icon name="end" />
          {words.reject}
        </button>
      </div>
      <button
        type="button"
        class="link ringing-voicemail"
        aria-disabled={isAsking}
        onClick={act(() => panel.toVoicemail(call.id))}
      >
        {words.toVoicemail}
      </button>
      {isMine && answering?.waitsFor === 'line' && (
        <Strip tone="warn" sign="offline" text={words.waitsForLine} />
      )}
      {isMine && answering?.waitsFor === 'microphone' && (
        <MicrophoneStrip panel={panel} text={words.waitsForMicrophone} blocked={words.microphoneBlocked} />
      )}
    </section>
  );
};

/** Why a call no longer rings here: who took it, above all. */
export const EndedOffer = ({ panel }: { panel: Panel }) => {
  const ended = panel.state.value?.endedOffer;
  return (
    <div role="status" class="ended-offer">
      {ended && <Strip tone="info" sign="phone" text={endedOfferWords(ended, panel.country.value)} />}
    </div>
  );
};

/** The calls that ring, the one that has waited longest first. */
export const IncomingView = ({ panel }: { panel: Panel }) => {
  const view = useRef<HTMLDivElement>(null);
  const offers = panel.state.value?.offers ?? [];
  const first = offers[0]?.call.id;
  const shownAt = useRef(0);
  const isShielded = () => performance.now() - shownAt.current < SHIELD_MS;

  // A call that moves to the top is another one under the same pointer and the same key.
  useLayoutEffect(() => {
    shownAt.current = performance.now();
  }, [first]);

  useLayoutEffect(() => {
    if (document.hasFocus() && document.activeElement === document.body) view.current?.focus();
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isPlain = !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey;
      // A button under the focus has a meaning of its own for Enter.
      const isOnButton =
        event.target instanceof Element && event.target.closest('button, select, a') !== null;
      if (event.key !== 'Enter' || !isPlain || isOnButton || first === undefined || isShielded()) return;
      if (panel.state.peek()?.answering?.waitsFor !== null) void panel.answer(first);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [panel, first]);

  return (
    <div class="incoming" ref={view} tabIndex={-1}>
      <h1 class="unseen">{words.title}</h1>
      {offers.map(({ call }) => (
        <Ringing key={call.id} panel={panel} call={call} isShielded={isShielded} />
      ))}
      {panel.refused.value && <Notice panel={panel} />}
      <EndedOffer panel={panel} />
    </div>
  );
};
