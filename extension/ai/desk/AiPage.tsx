import type { AiField } from '../../../shared/ai/contract.ts';
import type { Router } from '../../desk/router.ts';
import { useForm } from '../../desk/use-form.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Loadable } from '../../ui/Loadable.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import type { AiModel } from './model.ts';
import { words } from './words.ts';

type FieldProps = {
  readonly model: AiModel;
  readonly field: AiField;
  readonly label: string;
  readonly help: string;
  readonly secret?: boolean;
};

const Field = ({ model, field, label, help, secret }: FieldProps) => {
  const wrong = model.wrong.value[field];
  return (
    <div class="field">
      <label for={`ai-${field}`}>{label}</label>
      <input
        id={`ai-${field}`}
        {...(secret ? { type: 'password' as const } : { type: 'text' as const })}
        class="mono"
        autocomplete={secret ? 'new-password' : 'off'}
        spellcheck={false}
        value={model.typed.value[field]}
        aria-invalid={wrong !== undefined}
        aria-describedby={`ai-${field}-help ai-${field}-wrong`}
        onInput={event => model.set(field, event.currentTarget.value)}
      />
      <p class="fine" id={`ai-${field}-help`}>
        {help}
      </p>
      <div id={`ai-${field}-wrong`} aria-live="polite">
        {wrong && (
          <p class="wrong">
            <Icon name="stop" small />
            <span>{wrong}</span>
          </p>
        )}
      </div>
    </div>
  );
};

const when = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

/** Workspace Settings → AI: the language model, if any. */
export const AiPage = ({ model, router }: { model: AiModel; router: Router }) => {
  const form = useForm(model, router);
  const busy = model.busy.value;
  const submit = (event: Event) => {
    event.preventDefault();
    if (model.isDirty.value) void model.save();
  };
  const hasWrong = Object.values(model.wrong.value).some(Boolean);
  return (
    <PageCard id="ai-title" title={words.title} intro={words.intro}>
      <Loadable
        value={model.saved.value}
        trouble={hasWrong ? null : model.trouble.value}
        loading={words.loading}
        onAgain={model.load}
      >
        {ai => (
          <form ref={form} class="form settings" onSubmit={submit} noValidate>
            <Field model={model} field="endpoint" label={words.endpoint} help={words.endpointHelp} />
            <Field model={model} field="model" label={words.model} help={words.modelHelp} />
            <Field
              model={model}
              field="apiKey"
              label={words.key}
              help={ai?.hasKey ? words.keyStored : words.keyHelp}
              secret
            />
            <div class="acts save">
              <button type="submit" class="button main" aria-disabled={busy || !model.isDirty.value}>
                {busy ? words.saving : words.save}
              </button>
              {ai && !busy && (
                <button type="button" class="button" onClick={() => void model.remove()}>
                  {words.remove}
                </button>
              )}
              <p role="status">
                {model.note.value} {ai && !model.note.value && words.checked(when(ai.checkedAt))}
              </p>
            </div>
          </form>
        )}
      </Loadable>
    </PageCard>
  );
};
