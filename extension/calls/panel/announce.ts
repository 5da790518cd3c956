import { isOver, talkMs } from '../../../shared/calls/phase.ts';
import type { PhoneState } from '../../messages.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { shownWho } from '../who.ts';
import {
  callWord,
  endedText,
  isUnreachable,
  overTitle,
  refusedWords,
  talkedFor,
  waitWords,
  words,
} from './words.ts';
import { audioWords } from './words-audio.ts';
import { incomingWords } from './words-incoming.ts';

/** What a screen reader announces about the call: one sentence per state, so that each change is announced once. */
export const announcement = (state: PhoneState | null, country: string): string => {
  const call = state?.call;
  const [ringing] = state?.offers ?? [];
  if (ringing && (!call || isOver(call.phase))) return incomingWords.from(shownWho(ringing.call, country));
  if (!call || call.phase === 'idle') {
    if (state?.duty === 'no_line') return words.noLine;
    return state?.duty === 'offline' ? words.offline : '';
  }
  if (call.refused) return `${overTitle(call)}. ${refusedWords(call.refused).text}`;
  if (call.phase === 'ended' || call.phase === 'failed') {
    const talked = call.view ? talkMs(call.view, 0) : 0;
    return [`${overTitle(call)}.`, endedText(call), talked > 0 && `${talkedFor(talked)}.`]
      .filter(Boolean)
      .join(' ');
  }
  if (call.waitsFor !== null) return waitWords(call, state.microphone);
  if (call.away === 'interrupted') return call.linked ? words.interrupted : words.interruptedOffline;
  if (call.away === 'elsewhere') return words.elsewhere;
  if (isUnreachable(state, call)) return words.endingUnreachable;
  if (call.away === null && call.phase === 'active' && !call.linked && !call.ending)
    return words.reconnecting;
  if (call.view?.delayed && !call.ending) return words.networkBusy;
  const who = call.view ? shownWho(call.view, country) : shownNumber(call.intent.number, country);
  const recorded = call.view?.recording ? `. ${words.recording[call.view.recording]}` : '';
  const trouble = call.audio ? `. ${audioWords(call.audio)}` : '';
  return `${callWord(call)}, ${who}${call.muted ? `, ${words.muted}` : ''}${recorded}${trouble}`;
};
