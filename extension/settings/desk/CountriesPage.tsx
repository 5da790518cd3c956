import { SHARED_CODES } from '../../../shared/numbers/destination.ts';
import type { Router } from '../../desk/router.ts';
import { Icon } from '../../ui/Icon.tsx';
import { WrongLine } from '../../ui/WrongLine.tsx';
import { ChosenList } from './ChosenList.tsx';
import type { Country } from './countries-list.ts';
import type { CountriesModel } from './countries-model.ts';
import { words } from './countries-words.ts';
import { SettingsForm } from './SettingsForm.tsx';

type Props = { readonly model: CountriesModel };

const CountryName = ({ country: { code, name, callingCode } }: { country: Country }) => (
  <>
    {name}
    {code !== callingCode && <span class="calling-code"> {callingCode}</span>}
  </>
);

const About = ({ country, isBarred }: { country: Country; isBarred: boolean }) => (
  <>
    {country.code in SHARED_CODES && <p class="fine">{words.shared}</p>}
    {isBarred && (
      <p class="warning">
        <Icon name="warning" small />
        <span>{words.barred}</span>
      </p>
    )}
  </>
);

/** The countries allowed now, and whether they are the default or were chosen. */
const Allowed = ({ model }: Props) => {
  const countries = model.countries.value;
  const barred = model.barred.value;
  const isUsual = model.isUsual.value;
  return (
    <div class="part">
      <p>{isUsual ? words.usual : words.chosen}</p>
      {!isUsual && (
        <div class="acts">
          <button type="button" class="button" onClick={model.follow}>
            {words.follow}
          </button>
        </div>
      )}
      {countries.length === 0 && <p>{words.none}</p>}
      <ChosenList
        items={countries.map(country => ({
          key: country.code,
          name: country.name,
          shown: <CountryName country={country} />,
          about: <About country={country} isBarred={barred.includes(country.code)} />,
        }))}
        onRemove={model.remove}
      />
      {barred.length > 0 && <p class="fine">{words.barredHelp}</p>}
    </div>
  );
};

const Matches = ({ model }: Props) => {
  const typed = model.typed.value.trim();
  if (typed === '') return null;
  const matches = model.matches.value;
  if (matches.length === 0) return <p class="fine">{words.nothing(typed)}</p>;
  return (
    <ul class="matches">
      {matches.map(country => (
        <li key={country.code}>
          <button type="button" class="button" onClick={() => model.add(country.code)}>
            <span class="unseen">{words.add} </span>
            <CountryName country={country} />
          </button>
        </li>
      ))}
    </ul>
  );
};

const Find = ({ model }: Props) => (
  <div class="field">
    <label for="find-country">{words.find}</label>
    <input
      id="find-country"
      type="text"
      autocomplete="off"
      spellcheck={false}
      value={model.typed.value}
      aria-invalid={model.wrong.value !== undefined}
      aria-describedby="find-country-help find-country-wrong"
      onInput={event => {
        model.typed.value = event.currentTarget.value;
      }}
    />
    <p class="fine" id="find-country-help">
      {words.findHelp}
    </p>
    <div aria-live="polite">
      <Matches model={model} />
    </div>
    <WrongLine id="find-country-wrong" text={model.wrong.value} />
  </div>
);

const Costly = ({ model }: Props) => (
  <div class="field check">
    <input
      id="allow-costly"
      type="checkbox"
      checked={model.allowCostly.value}
      aria-describedby="allow-costly-help"
      onChange={event => model.setCostly(event.currentTarget.checked)}
    />
    <label for="allow-costly">{words.costly}</label>
    <p class="fine" id="allow-costly-help">
      {words.costlyHelp}
    </p>
  </div>
);

/** Workspace Settings → Countries: the countries that may be called. */
export const CountriesPage = ({ model, router }: Props & { router: Router }) => (
  <SettingsForm
    model={model}
    router={router}
    title={words.title}
    intro={words.intro}
    onEnter={model.addFirst}
  >
    <Allowed model={model} />
    <Find model={model} />
    <Costly model={model} />
  </SettingsForm>
);
