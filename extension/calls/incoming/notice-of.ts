import type { CallView } from '../../../shared/calls/view.ts';
import type { RingingNotice } from '../../messages.ts';
import { getSession } from '../../session.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { notice } from '../notice-words.ts';
import { shownOther, shownWho } from '../who.ts';

/** The notification of a call that rings: who calls, and on which number. */
export const noticeOf = async (call: CallView): Promise<RingingNotice> => {
  const session = await getSession();
  const country = session?.me.workspace.country ?? 'US';
  const [who, number] = [shownWho(call, country), shownOther(call, country)];
  const details = [call.contact?.company, who === number ? null : number].filter(Boolean);
  return {
    callId: call.id,
    title: notice.incoming(who),
    text: [details.join(' · '), notice.called(shownNumber(call.to, country))].filter(Boolean).join('\n'),
  };
};
