import type { ComponentChildren } from 'preact';
import type { Router } from '../../desk/router.ts';
import { useForm } from '../../desk/use-form.ts';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { SettingsModel } from './model.ts';
import { words } from './words.ts';

type Props = {
  readonly model: SettingsModel;
  readonly router: Router;
  readonly title: string;
  readonly intro: string;
  readonly children: ComponentChildren;
};

/** A form that is saved as one, and asks before it is left with changes in it. */
export const SettingsForm = ({ model, router, title, intro, children }: Props) => {
  const form = useForm(model, router);
  const busy = model.busy.value === 'save';
  const isDirty = model.isDirty.value;
  const submit = (event: Event) => {
    event.preventDefault();
    if (isDirty) void model.save();
  };
  return (
    <section class="card wide" aria-labelledby="settings-title">
      <div>
        <h1 id="settings-title">{title}</h1>
        <p class="fine">{intro}</p>
      </div>
      {model.settings.value ? (
        <form ref={form} class="form settings" onSubmit={submit} noValidate>
          {children}
          <TroubleNote trouble={model.trouble.value} />
          <div class="acts save">
            <button type="submit" class="button main" aria-disabled={busy || !isDirty}>
              {busy ? words.saving : words.save}
            </button>
            {isDirty && !busy && (
              <button type="button" class="button" onClick={model.undo}>
                {words.undo}
              </button>
            )}
            <p role="status">{model.note.value}</p>
          </div>
        </form>
      ) : (
        <TroubleNote trouble={model.trouble.value}>
          <div class="acts">
            <button type="button" class="button" onClick={() => void model.load()}>
              {words.readAgain}
            </button>
          </div>
        </TroubleNote>
      )}
      {!model.settings.value && !model.trouble.value && (
        <p class="fine" aria-busy="true">
          {words.loading}…
        </p>
      )}
    </section>
  );
};
