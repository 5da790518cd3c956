import { type CallerId, chooseCallerId } from '../../../shared/numbers/caller-id.ts';
import type { E164 } from '../../../shared/numbers/contract.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import type { Panel } from './model.ts';
import { callerIdWhy, words } from './words.ts';

/**
 * The number the customer will see if the rep has not picked one. The Worker picks it when the call is placed. It is
 * shown earlier only where the panel can know it: for a new contact, and for a contact this rep has called before.
 */
const foreseen = (panel: Panel): CallerId | undefined => {
  const owned = panel.numbers.value.map(number => number.e164);
  const match = panel.field.match.value;
  if (match.status === 'unknown' || match.status === 'none') return chooseCallerId(owned, {});
  if (match.status !== 'known') return undefined;
  const last = panel.recents.list.value.calls.find(
    call => call.direction === 'outbound' && call.contact?.id === match.contact.id,
  );
  return last && chooseCallerId(owned, { sticky: last.from });
};

/** All numbers of the workspace in one menu, plus the option to let the Worker pick again (F028, F032). */
export const CallFrom = ({ panel }: { panel: Panel }) => {
  const numbers = panel.numbers.value;
  if (numbers.length === 0) return <p class="call-from" />;
  const spell = (e164: E164) => shownNumber(e164, panel.country.value);
  const automatic = foreseen(panel);
  const picked = numbers.find(({ e164 }) => e164 === panel.callFrom.value);
  return (
    <label class="call-from">
      {words.callFrom}
      <select
        value={picked?.e164 ?? ''}
        title={picked?.e164 ?? automatic?.from}
        onChange={event => {
          const wanted = event.currentTarget.value;
          void panel.pickCallFrom(numbers.find(({ e164 }) => e164 === wanted)?.e164 ?? null);
        }}
      >
        <option value="">
          {automatic ? `${spell(automatic.from)} · ${callerIdWhy(automatic.reason)}` : words.callFromFitting}
        </option>
        {numbers.map(({ e164, name, areaCode }) => (
          <option key={e164} value={e164}>
            {words.callFromOption(areaCode, spell(e164), name)}
          </option>
        ))}
      </select>
    </label>
  );
};
