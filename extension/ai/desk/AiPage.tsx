import { SavedForm } from '../../ui/form/SavedForm.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { repDates } from '../../ui/format/dates.ts';
import type { AiModel } from './model.ts';
import { words } from './words.ts';

/** Workspace Settings → AI: the language model, if any. */
export const AiPage = ({ model }: { model: AiModel }) => {
  const ai = model.server.value?.ai;
  return (
    <SavedForm
      model={model}
      title={words.title}
      intro={words.intro}
      words={words}
      state={ai && !model.note.value && words.checked(repDates().dayAndTime(ai.checkedAt))}
      acts={
        ai && (
          <button type="button" class="button" onClick={() => void model.remove()}>
            {words.remove}
          </button>
        )
      }
    >
      {() => (
        <>
          <TextField {...model.at('endpoint')} label={words.endpoint} help={words.endpointHelp} look="mono" />
          <TextField {...model.at('model')} label={words.model} help={words.modelHelp} look="mono" />
          <TextField
            {...model.at('apiKey')}
            label={words.key}
            help={ai?.hasKey ? words.keyStored : words.keyHelp}
            isSecret
            look="mono"
          />
        </>
      )}
    </SavedForm>
  );
};
