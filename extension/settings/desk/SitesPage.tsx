import { ChosenList } from '../../ui/form/ChosenList.tsx';
import { SavedForm } from '../../ui/form/SavedForm.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import type { SitesModel } from './sites-model.ts';
import { words } from './sites-words.ts';
import { words as common } from './words.ts';

/** Workspace Settings → Sites: where numbers get a call button. */
export const SitesPage = ({ model }: { model: SitesModel }) => (
  <SavedForm model={model} title={words.title} intro={words.intro} words={common} onEnter={model.addTyped}>
    {() => {
      const sites = model.sites.value;
      const { site, sites: all } = model.wrong.value;
      return (
        <>
          {sites.length === 0 ? (
            <p>{model.none}</p>
          ) : (
            <ChosenList items={sites.map(each => ({ key: each, name: each }))} onRemove={model.remove} />
          )}
          <TextField
            label={words.site}
            help={words.siteHelp}
            value={model.typed.value}
            wrong={site ?? all}
            onValue={model.type}
            beside={
              <button type="button" class="button" onClick={model.add}>
                {words.add}
              </button>
            }
          />
        </>
      );
    }}
  </SavedForm>
);
