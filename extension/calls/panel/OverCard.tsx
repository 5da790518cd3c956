import { useLayoutEffect, useRef } from 'preact/hooks';
import { theirNumber } from '../../../shared/calls/other-party.ts';
import { talkMs } from '../../../shared/calls/phase.ts';
import type { PhoneCall } from '../../messages.ts';
import { timer } from '../../ui/format/durations.ts';
import { Icon } from '../../ui/Icon.tsx';
import { RequestId } from '../../ui/RequestId.tsx';
import { useShield } from '../../ui/shield.ts';
import { CallDetails } from './CallDetails.tsx';
import { CallHead } from './CallHead.tsx';
import type { Panel } from './model.ts';
import { useWrapUp } from './use-wrap-up.ts';
import { endedText, overTitle, type Refused, refusedWords, words } from './words.ts';

type Next = { readonly label: string; readonly act: () => void; readonly main?: boolean };

/** What helps after a refusal: another number, a permission or a connection; otherwise trying again. */
const nextAfter = (panel: Panel, call: PhoneCall, refused: Refused | undefined): Next | null => {
  const { intent, view } = call;
  const number = view ? theirNumber(view) : intent.number;
  const again = number && (() => panel.redial(number, view?.contact?.id ?? intent.contactId));
  switch (refused?.reason) {
    case undefined:
      return again ? { label: words.redial, act: again } : null;
    case 'not_a_number':
    case 'unassigned':
      return { label: words.changeNumber, act: () => void panel.dismiss(intent.number), main: true };
    case 'emergency':
    case 'premium':
    case 'country_not_allowed':
    case 'own_number':
      return { label: words.changeNumber, act: () => void panel.dismiss(intent.number) };
    case 'microphone':
      return { label: words.allowMicrophone, act: panel.ports.openMicrophone, main: true };
    case 'signed_out':
      return { label: words.connect, act: panel.ports.openOptions, main: true };
    case 'already_dialing':
    case 'limit_reached':
      return null;
    default:
      return again ? { label: words.tryAgain, act: again, main: true } : null;
  }
};

/** A call that is over or was never placed: the reason, and what the rep can do now. */
export const OverCard = ({ panel, call }: { panel: Panel; call: PhoneCall }) => {
  const shield = useShield();
  const done = useRef<HTMLButtonElement>(null);
  // Reps who work by keyboard get the focus on the next step; nobody else is interrupted.
  useLayoutEffect(() => {
    if (document.hasFocus()) done.current?.focus();
  }, []);

  const said = call.refused ? refusedWords(call.refused) : { text: endedText(call), requestId: undefined };
  const talked = call.view ? talkMs(call.view, 0) : 0;
  const next = nextAfter(panel, call, call.refused);
  const wrapUpMs = useWrapUp(panel);
  const bad = call.refused !== undefined || call.phase === 'failed';

  return (
    <div class="in-call">
      <section class="call-bar over" aria-label={words.lastCall}>
        <CallHead call={call} country={panel.country.value}>
          {talked > 0 && <span class="timer">{timer(talked)}</span>}
        </CallHead>
        <div class={bad ? 'outcome bad' : 'outcome'}>
          {bad && <Icon name={call.refused ? 'stop' : 'warning'} />}
          <div>
            <h2>{overTitle(call)}</h2>
            <p>{said.text}</p>
            {said.requestId && <RequestId id={said.requestId} />}
          </div>
        </div>
        <div class="over-acts">
          {next && (
            <button
              type="button"
              class={next.main ? 'button main' : 'button'}
              aria-disabled={panel.dialing.value}
              onClick={shield(next.act)}
            >
              {next.label}
            </button>
          )}
          <button
            type="button"
            class={next?.main ? 'button' : 'button main'}
            ref={done}
            onClick={shield(() => void panel.dismiss())}
          >
            {words.done}
          </button>
        </div>
        {wrapUpMs > 0 && (
          <p class="wrap-up">
            {words.wrapUp} <span class="timer">{timer(wrapUpMs)}</span>
          </p>
        )}
      </section>
      {panel.refused.value && <p role="alert">{refusedWords(panel.refused.value).text}</p>}
      <CallDetails call={call} country={panel.country.value} />
    </div>
  );
};
