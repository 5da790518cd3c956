import type { CallView } from '../../../shared/calls/view.ts';
import type { RingingNotice } from '../../messages.ts';
import { getSession } from '../../session.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { notice } from '../notice-words.ts';
import { whoIs } from '../who.ts';

/** The notification of a call that rings: who calls, and on which number. */
export const noticeOf = async (call: CallView): Promise<RingingNotice> => {
  const session = await getSession();
  const country = session?.me.workspace.country ?? 'US';
  const { title, hasName, company, reach } = whoIs(call, country);
  const details = [company, hasName ? reach : null].filter(detail => detail !== null);
  return {
    callId: call.id,
    title: notice.incoming(title),
    text: [details.join(' · '), notice.called(shownNumber(call.to, country))].filter(Boolean).join('\n'),
  };
};
