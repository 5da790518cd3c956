import { SHARED_CODES } from '../../../shared/numbers/destination.ts';
import type { Router } from '../../desk/router.ts';
import { useForm } from '../../desk/use-form.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Loadable } from '../../ui/Loadable.tsx';
import { WrongLine } from '../../ui/WrongLine.tsx';
import type { Country } from './countries-list.ts';
import type { CountriesModel } from './countries-model.ts';
import { words } from './countries-words.ts';
import { words as common } from './words.ts';

type Props = { readonly model: CountriesModel };

const CountryName = ({ country: { code, name, callingCode } }: { country: Country }) => (
  <>
    {name}
    {code !== callingCode && <span class="calling-code"> {callingCode}</span>}
  </>
);

const Rows = ({ model }: Props) => (
  <ul class="rows all">
    {model.countries.value.map(country => (
      <li class="row" key={country.code}>
        <div>
          <p class="row-name">
            <CountryName country={country} />
          </p>
          {country.code in SHARED_CODES && <p class="fine">{words.shared}</p>}
          {model.settings.value?.barredCountries.includes(country.code) && (
            <p class="wrong">
              <Icon name="warning" small />
              <span>{words.barred}</span>
            </p>
          )}
        </div>
        <button
          type="button"
          class="button"
          aria-label={words.remove(country.name)}
          onClick={() => model.remove(country.code)}
        >
          ×
        </button>
      </li>
    ))}
  </ul>
);

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

const Save = ({ model }: Props) => {
  const isDirty = model.isDirty.value;
  const busy = model.busy.value;
  return (
    <div class="acts save">
      <button type="submit" class="button main" aria-disabled={busy || !isDirty}>
        {busy ? common.saving : common.save}
      </button>
      {isDirty && !busy && (
        <button type="button" class="button" onClick={model.undo}>
          {common.undo}
        </button>
      )}
      <p role="status">{model.note.value}</p>
    </div>
  );
};

/** Workspace Settings → Countries: where calls may go. */
export const CountriesPage = ({ model, router }: Props & { router: Router }) => {
  const form = useForm(model, router);
  const submit = (event: Event) => {
    event.preventDefault();
    // Enter in the search takes what it found first.
    if (model.typed.value.trim() !== '') model.addFirst();
    else if (model.isDirty.value) void model.save();
  };
  return (
    <section class="card wide" aria-labelledby="countries-title">
      <div>
        <h1 id="countries-title">{words.title}</h1>
        <p class="fine">{words.intro}</p>
      </div>
      <Loadable
        value={model.settings.value && true}
        trouble={model.trouble.value}
        loading={common.loading}
        onAgain={model.load}
      >
        {() => (
          <form ref={form} class="form settings" onSubmit={submit} noValidate>
            <Rows model={model} />
            <p class="fine">{model.isUsual.value ? words.usual : words.chosen}</p>
            {!model.isUsual.value && (
              <div class="acts">
                <button type="button" class="button" onClick={model.follow}>
                  {words.follow}
                </button>
              </div>
            )}
            <Find model={model} />
            <Costly model={model} />
            <Save model={model} />
          </form>
        )}
      </Loadable>
    </section>
  );
};
