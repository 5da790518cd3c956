import { SHARED_CODES } from '../../../shared/numbers/destination.ts';
import { CheckField } from '../../ui/form/CheckField.tsx';
import { ChosenList } from '../../ui/form/ChosenList.tsx';
import { SavedForm } from '../../ui/form/SavedForm.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './countries.module.css';
import type { Country } from './countries-list.ts';
import type { CountriesModel } from './countries-model.ts';
import { words } from './countries-words.ts';
import { words as common } from './words.ts';

type Props = { readonly model: CountriesModel };

const CountryName = ({ country: { code, name, callingCode } }: { country: Country }) => (
  <>
    {name}
    {code !== callingCode && <span class={styles.code}> {callingCode}</span>}
  </>
);

const About = ({ country, isBarred }: { country: Country; isBarred: boolean }) => (
  <>
    {country.code in SHARED_CODES && <p class="fine">{words.shared}</p>}
    {isBarred && (
      <p class={styles.warning}>
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
    <div class={styles.allowed}>
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
  const matches = model.matches.value;
  return (
    <div aria-live="polite">
      {typed !== '' && matches.length === 0 && <p class="fine">{words.nothing(typed)}</p>}
      {matches.length > 0 && (
        <ul class={styles.matches}>
          {matches.map(country => (
            <li key={country.code}>
              <button type="button" class="button" onClick={() => model.add(country.code)}>
                <span class="unseen">{words.add} </span>
                <CountryName country={country} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

/** Workspace Settings → Countries: the countries that may be called. */
export const CountriesPage = ({ model }: Props) => (
  <SavedForm model={model} title={words.title} intro={words.intro} words={common} onEnter={model.addFirst}>
    {() => (
      <>
        <Allowed model={model} />
        <TextField
          label={words.find}
          help={words.findHelp}
          value={model.typed.value}
          wrong={Object.values(model.wrong.value)[0]}
          onValue={text => (model.typed.value = text)}
          below={<Matches model={model} />}
        />
        <CheckField {...model.at('allowCostly')} label={words.costly} help={words.costlyHelp} />
      </>
    )}
  </SavedForm>
);
