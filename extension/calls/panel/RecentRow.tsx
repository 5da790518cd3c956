import type { CallView } from '../../../shared/calls/contract.ts';
import { otherParty } from '../../../shared/calls/other-party.ts';
import { isOver, talkMs } from '../../../shared/calls/phase.ts';
import { repDates } from '../../ui/format/dates.ts';
import { timer } from '../../ui/format/durations.ts';
import { Icon } from '../../ui/Icon.tsx';
import { shownOther } from '../who.ts';
import type { Panel } from './model.ts';
import { directionWord, rowReason, words } from './words.ts';

const outcome = (call: CallView): string => {
  const talked = isOver(call.phase) ? talkMs(call, 0) : 0;
  return talked > 0 ? timer(talked) : rowReason(call);
};

type Props = { panel: Panel; call: CallView; onKeyDown: (event: KeyboardEvent) => void };

/** One call. A click on the row calls the number again. */
export const RecentRow = ({ panel, call, onKeyDown }: Props) => {
  const { name, number: other } = otherParty(call);
  const number = shownOther(call, panel.country.value);
  const reached = call.answeredAt !== undefined;
  const when = new Date(call.openedAt);
  return (
    <li>
      <button
        type="button"
        class={reached ? 'recent' : `recent unreached ${call.direction}`}
        title={other && `${words.call} ${other}`}
        aria-disabled={panel.dialing.value || !other}
        onKeyDown={onKeyDown}
        onClick={() => other && panel.redial(other, call.contact?.id)}
      >
        <span class="recent-direction">
          <Icon name={call.direction === 'outbound' ? 'outgoing' : 'incoming'} small />
          <span class="unseen">{directionWord[call.direction]}</span>
        </span>
        <span class="recent-who">
          <bdi class={name ? undefined : 'number'}>{name ?? number}</bdi>
        </span>
        <time class="recent-time" dateTime={when.toISOString()} title={repDates().inFull(call.openedAt)}>
          {repDates().time(call.openedAt)}
        </time>
        <span class="recent-detail">
          <span class="recent-outcome">{outcome(call)}</span>
          {name && (
            <>
              {' · '}
              <bdi class="number">{number}</bdi>
            </>
          )}
        </span>
        <span class="recent-call">{other && <Icon name="phone" small />}</span>
      </button>
    </li>
  );
};
