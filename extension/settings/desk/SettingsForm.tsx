import type { ComponentChildren } from 'preact';
import type { Router } from '../../desk/router.ts';
import { type FormModel, useForm } from '../../desk/use-form.ts';
import { Loadable } from '../../ui/Loadable.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { type Trouble, TroubleNote } from '../../ui/Trouble.tsx';
import { words } from './words.ts';

type Model = FormModel & {
  readonly isRead: { readonly value: boolean };
  readonly busy: { readonly value: boolean };
  /** Busy with something other than saving. */
  readonly isSettingUp?: { readonly value: boolean };
  readonly trouble: { readonly value: Trouble | null };
  readonly note: { readonly value: string };
  readonly save: () => Promise<unknown>;
};

type Props = {
  readonly model: Model;
  readonly router: Router;
  readonly title: string;
  readonly intro: string;
  /** As wide as the card, for a table. */
  readonly wide?: boolean;
  /** What Enter does instead of saving; returns false when there is nothing to do. */
  readonly onEnter?: () => boolean;
  /** The current state, shown next to the result of the last act. */
  readonly state?: string | false;
  readonly children: ComponentChildren;
};

/** Saves, or goes back to the saved values. What went wrong is shown here, next to the buttons. */
const Save = ({ model, state }: Pick<Props, 'model' | 'state'>) => {
  const isSaving = model.busy.value && !model.isSettingUp?.value;
  const isDirty = model.isDirty.value;
  return (
    <>
      <TroubleNote trouble={model.trouble.value} />
      <div class="acts save">
        <button type="submit" class="button main" aria-disabled={isSaving || !isDirty}>
          {isSaving ? words.saving : words.save}
        </button>
        {isDirty && !isSaving && (
          <button type="button" class="button" onClick={model.undo}>
            {words.undo}
          </button>
        )}
        <p role="status">
          {model.note.value} {!isDirty && state}
        </p>
      </div>
    </>
  );
};

/** A form whose fields are saved together, and which asks before it is left with unsaved changes. */
export const SettingsForm = (props: Props) => {
  const { model, router, title, intro, wide = false, onEnter = () => false, children } = props;
  const form = useForm(model, router);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!onEnter() && model.isDirty.value) void model.save();
  };
  return (
    <PageCard id="settings-title" title={title} intro={intro}>
      {model.isRead.value ? (
        <form ref={form} class={wide ? 'form' : 'form settings'} onSubmit={submit} noValidate>
          {children}
          <Save {...props} />
        </form>
      ) : (
        <Loadable
          value={undefined}
          trouble={model.trouble.value}
          loading={words.loading}
          onAgain={model.load}
        >
          {() => null}
        </Loadable>
      )}
    </PageCard>
  );
};
