import type { Router } from '../../desk/router.ts';
import { WrongLine } from '../../ui/WrongLine.tsx';
import { ChosenList } from './ChosenList.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import type { SitesModel } from './sites-model.ts';
import { words } from './sites-words.ts';

const AddSite = ({ model }: { model: SitesModel }) => {
  const wrong = model.wrong.value;
  return (
    <div class="field">
      <label for="site">{words.site}</label>
      <div class="pick">
        <input
          id="site"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={model.typed.value}
          aria-invalid={wrong !== undefined}
          aria-describedby="site-help site-wrong"
          onInput={event => {
            model.typed.value = event.currentTarget.value;
            model.wrong.value = undefined;
          }}
        />
        <button type="button" class="button" onClick={model.add}>
          {words.add}
        </button>
      </div>
      <p class="fine" id="site-help">
        {words.siteHelp}
      </p>
      <WrongLine id="site-wrong" text={wrong} />
    </div>
  );
};

/** Workspace Settings → Sites: where numbers get a call button. */
export const SitesPage = ({ model, router }: { model: SitesModel; router: Router }) => {
  const sites = model.sites.value;
  return (
    <SettingsForm
      model={model}
      router={router}
      title={words.title}
      intro={words.intro}
      onEnter={model.addTyped}
    >
      {sites.length === 0 ? (
        <p>{model.none}</p>
      ) : (
        <ChosenList items={sites.map(site => ({ key: site, name: site }))} onRemove={model.remove} />
      )}
      <AddSite model={model} />
    </SettingsForm>
  );
};
