import { ourNumber } from '../../../shared/calls/other-party.ts';
import type { PhoneCall } from '../../messages.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { callerIdWhy, words } from './words.ts';

const hostOf = (url: string): string => URL.parse(url)?.host ?? '';

/** Details of the call: the number it is made from and why, and the page where the called number was found. */
export const CallDetails = ({ call, country }: { call: PhoneCall; country: string }) => {
  const { pageUrl, pageTitle } = call.intent;
  const ours = call.view && ourNumber(call.view);
  const callerIdReason = call.view?.callerIdReason;
  const foundOn = pageTitle || (pageUrl ? hostOf(pageUrl) : '');
  return (
    <dl class="details">
      {ours && (
        <div>
          <dt>{call.view?.direction === 'inbound' ? words.calledNumber : words.callFrom}</dt>
          <dd>
            <bdi class="number" title={ours}>
              {shownNumber(ours, country)}
            </bdi>{' '}
            {callerIdReason && <span class="fine">{callerIdWhy(callerIdReason)}</span>}
          </dd>
        </div>
      )}
      {foundOn && (
        <div>
          <dt>{words.fromPage}</dt>
          <dd>
            <bdi title={pageUrl}>{foundOn}</bdi>
          </dd>
        </div>
      )}
    </dl>
  );
};
