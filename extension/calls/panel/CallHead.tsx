import type { ComponentChildren } from 'preact';
import { otherParty, theirNumber } from '../../../shared/calls/other-party.ts';
import { isOver } from '../../../shared/calls/phase.ts';
import type { PhoneCall } from '../../messages.ts';
import { plainNumber, shownNumber } from '../../ui/format/phone-numbers.ts';
import { shownOther } from '../who.ts';
import { words } from './words.ts';

export type Dot = 'waiting' | 'pulse' | 'active' | 'held' | 'over' | 'refused';

export const dotOf = (call: PhoneCall): Dot => {
  if (call.refused || call.phase === 'failed') return 'refused';
  if (call.phase === 'ended') return 'over';
  if (call.waitsFor !== null) return 'waiting';
  if (call.ending) return 'held';
  if (call.away === 'rejoining') return 'pulse';
  if (call.phase === 'active')
    return call.view?.onHold || !call.linked || call.away !== null ? 'held' : 'active';
  return 'pulse';
};

type Props = { call: PhoneCall; country: string; held?: ComponentChildren; children: ComponentChildren };

/** The contact of the call: the same two lines in the same place for the whole call. */
export const CallHead = ({ call, country, held, children }: Props) => {
  const contact = call.view?.contact;
  const name = call.view ? otherParty(call.view).name : undefined;
  const raw = call.view ? theirNumber(call.view) : call.intent.number;
  const number = (
    <bdi class="number" title={raw && plainNumber(raw, country)}>
      {call.view ? shownOther(call.view, country) : shownNumber(call.intent.number, country)}
    </bdi>
  );
  return (
    <div class="call-head">
      <span class={`dot ${dotOf(call)}`} />
      <h1 class="call-who">{name ? <bdi>{name}</bdi> : number}</h1>
      <div class="call-clock">{children}</div>
      <p class="call-detail">
        {contact?.company && <bdi class="call-company">{contact.company}</bdi>}
        {contact?.company && name && <span>·</span>}
        {name && number}
        {contact && !name && !contact.company && words.noNameYet}
      </p>
      <p class="call-signs">
        {held}
        {call.muted && !isOver(call.phase) && <span>{words.mutedSign}</span>}
      </p>
    </div>
  );
};
