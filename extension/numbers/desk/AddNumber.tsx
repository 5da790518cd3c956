import { type FoundNumber, NumberKind } from '../../../shared/numbers/contract.ts';
import { addressHelp, addressWords } from '../../../shared/numbers/words.ts';
import { Confirm } from '../../ui/confirm/Confirm.tsx';
import { CheckField } from '../../ui/form/CheckField.tsx';
import { CountryField } from '../../ui/form/CountryField.tsx';
import { Form } from '../../ui/form/Form.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { Rows } from '../../ui/list/Rows.tsx';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Numbers } from './model.ts';
import { words } from './words.ts';

const KINDS = NumberKind.options.map(kind => [kind, words.kinds[kind]] as const);

const about = ({ name, place, voice, sms }: FoundNumber): string =>
  [place || name, voice && words.badges.voice, sms && words.badges.sms].filter(Boolean).join(' · ');

const numberOf = ({ e164 }: FoundNumber): string => e164;

/** Numbers that the account has and that are not used here yet. */
export const ImportCard = ({ list }: { list: Numbers }) => {
  const offered = list.offered.value;
  const chosen = list.chosen.value;
  const busy = list.busy.value;
  return (
    <section class="card wide" aria-labelledby="import-title">
      <div>
        <h2 id="import-title">{words.fromAccount}</h2>
        <p class="fine">{words.fromAccountIntro}</p>
      </div>
      <TroubleNote trouble={list.troubleAt('look') ?? list.troubleAt('import')} />
      {offered?.length === 0 && <p>{words.nothingToImport}</p>}
      {offered && offered.length > 0 && (
        <ScrollBox label={words.offered} isLow>
          <Rows items={offered} idOf={numberOf}>
            {number => (
              <>
                <CheckField
                  label={list.spell(number.e164)}
                  value={chosen.has(number.e164)}
                  onValue={isChosen => list.choose(number.e164, isChosen)}
                />
                <p class="fine">{about(number)}</p>
              </>
            )}
          </Rows>
        </ScrollBox>
      )}
      <div class="acts">
        {chosen.size > 0 && (
          <button
            type="button"
            class="button main"
            aria-disabled={busy === 'import'}
            onClick={() => void list.import()}
          >
            {busy === 'import' ? words.importing : words.import(chosen.size)}
          </button>
        )}
        <button type="button" class="button" aria-disabled={busy === 'look'} onClick={() => void list.look()}>
          {busy === 'look' ? words.looking : words.look}
        </button>
      </div>
    </section>
  );
};

/** Asks for confirmation before money is spent. */
const ConfirmBuying = ({ list }: { list: Numbers }) => {
  const e164 = list.asked.value?.e164;
  return (
    <Confirm
      asks={e164 ? words.buyAsk(list.spell(e164)) : null}
      act={words.buy}
      acting={words.buying}
      cancel={words.keep}
      isHarmless
      isBusy={list.busy.value !== null}
      trouble={e164 ? list.troubleAt(e164) : null}
      onAct={list.buy}
      onCancel={() => list.ask(null)}
    >
      {words.buyThen}
    </Confirm>
  );
};

const SaleRow = ({ list, number }: { list: Numbers; number: FoundNumber }) => {
  const shown = list.spell(number.e164);
  const address = addressWords(number.address);
  return (
    <>
      <div>
        <p class="number row-name">{shown}</p>
        <p class="fine">{about(number)}</p>
      </div>
      {address ? (
        <p class="fine">{address}</p>
      ) : (
        <button
          type="button"
          class="button"
          aria-label={words.buyNumber(shown)}
          onClick={() => list.ask(number.e164)}
        >
          {words.buy}
        </button>
      )}
    </>
  );
};

/** Searches the numbers the carrier sells, and buys one after a confirmation. */
export const BuyCard = ({ list }: { list: Numbers }) => {
  const { searching } = list;
  const found = list.forSale.value;
  return (
    <section class="card wide" aria-labelledby="buy-title">
      <div>
        <h2 id="buy-title">{words.buyTitle}</h2>
        <p class="fine">{words.buyIntro}</p>
      </div>
      <Form form={searching} onSubmit={list.search} layout="inline" isPassing>
        <CountryField {...searching.at('country')} label={words.country} />
        <SelectField {...searching.at('kind')} label={words.kind} options={KINDS} />
        <TextField {...searching.at('areaCode')} label={words.areaCode} />
        {/* An input that is named like a method of its form would hide that method: form.contains. */}
        <TextField {...searching.at('contains')} name="digits" label={words.contains} />
        <button type="submit" class="button" aria-disabled={searching.isSending.value}>
          {searching.isSending.value ? words.searching : words.search}
        </button>
      </Form>
      <TroubleNote trouble={searching.trouble.value} />
      {found?.length === 0 && <p>{words.nothingForSale}</p>}
      {found?.some(({ address }) => address !== 'none') && <p>{addressHelp}</p>}
      {found && found.length > 0 && (
        <ScrollBox label={words.forSale} isLow>
          <Rows items={found} idOf={numberOf}>
            {number => <SaleRow list={list} number={number} />}
          </Rows>
        </ScrollBox>
      )}
      <ConfirmBuying list={list} />
    </section>
  );
};
