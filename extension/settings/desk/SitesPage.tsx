import type { Router } from '../../desk/router.ts';
import { useForm } from '../../desk/use-form.ts';
import { Loadable } from '../../ui/Loadable.tsx';
import type { SitesModel } from './sites-model.ts';
import { words } from './sites-words.ts';
import { words as common } from './words.ts';

const Rows = ({ model }: { model: SitesModel }) => {
  const sites = model.sites.value;
  if (sites.length === 0) return <p>{words.none}</p>;
  return (
    <ul class="rows all">
      {sites.map(site => (
        <li class="row" key={site}>
          <p class="row-name">
            <bdi>{site}</bdi>
          </p>
          <button
            type="button"
            class="button"
            aria-label={words.remove(site)}
            onClick={() => model.remove(site)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
};

/** Workspace Settings → Sites: where numbers get a call button. */
export const SitesPage = ({ model, router }: { model: SitesModel; router: Router }) => {
  const form = useForm(model, router);
  const isDirty = model.isDirty.value;
  const busy = model.busy.value;
  const wrong = model.wrong.value;
  const submit = (event: Event) => {
    event.preventDefault();
    if (model.typed.value.trim() !== '') model.add();
    else if (isDirty) void model.save();
  };
  return (
    <section class="card wide" aria-labelledby="sites-title">
      <div>
        <h1 id="sites-title">{words.title}</h1>
        <p class="fine">{words.intro}</p>
      </div>
      <Loadable
        value={model.isRead.value}
        trouble={model.trouble.value}
        loading={common.loading}
        onAgain={model.load}
      >
        {() => (
          <form ref={form} class="form settings" onSubmit={submit} noValidate>
            <Rows model={model} />
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
              <p class="wrong" id="site-wrong" role="alert" hidden={wrong === undefined}>
                {wrong}
              </p>
            </div>
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
          </form>
        )}
      </Loadable>
    </section>
  );
};
