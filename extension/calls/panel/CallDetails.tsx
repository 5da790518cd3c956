import type { PhoneCall } from '../../messages.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { callerIdWhy, words } from './words.ts';

const hostOf = (url: string): string => URL.parse(url)?.host ?? '';

/** Details of the call: the number it is made from and why, and the page where the called number was found. */
export const CallDetails = ({ call, country }: { call: PhoneCall; country: string }) => {
  const { pageUrl, pageTitle } = call.intent;
  const foundOn = pageTitle || (pageUrl ? hostOf(pageUrl) : '');
  return (
    <dl class="details">
      {call.view && (
        <div>
          <dt>{words.callFrom}</dt>
          <dd>
            <bdi class="number" title={call.view.from}>
              {shownNumber(call.view.from, country)}
            </bdi>{' '}
            <span class="fine">{callerIdWhy(call.view.callerIdReason)}</span>
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
