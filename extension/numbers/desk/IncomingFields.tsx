import { needsForward, OFF_HOURS_MESSAGE, WorkMode } from '../../../shared/incoming/work-mode.ts';
import { CheckField } from '../../ui/form/CheckField.tsx';
import { NumberField } from '../../ui/form/NumberField.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import type { NumberForm } from './number-form.ts';
import { words } from './words.ts';

const MODES = WorkMode.options.map(mode => [mode, words.modes[mode].name] as const);

/** What becomes of calls to a number: its work mode, and what the mode needs. */
export const IncomingFields = ({ form }: { form: NumberForm }) => {
  const mode = form.at('mode');
  const ringsReps = mode.value !== 'always_forward' && mode.value !== 'voicemail';
  const forwards = mode.value !== 'voicemail';
  return (
    <>
      <SelectField {...mode} label={words.mode} help={words.modes[mode.value].help} options={MODES} />
      {ringsReps && (
        <NumberField
          {...form.at('ringSeconds')}
          label={words.ringSeconds}
          help={words.ringSecondsHelp}
          unit={words.seconds}
        />
      )}
      {forwards && (
        <TextField
          {...form.at('forwardTo')}
          label={words.forwardTo}
          help={needsForward(mode.value) ? words.forwardToHelp : words.forwardToOptional}
          inputMode="tel"
        />
      )}
      {forwards && form.at('forwardTo').value.trim() !== '' && (
        <CheckField
          {...form.at('forwardAsksKey')}
          label={words.forwardAsksKey}
          help={words.forwardAsksKeyHelp}
        />
      )}
      {mode.value === 'message_off_hours' && (
        <>
          <TextField
            {...form.at('offHoursMessage')}
            label={words.offHoursMessage}
            help={words.offHoursMessageHelp}
            placeholder={OFF_HOURS_MESSAGE}
            rows={3}
          />
          <CheckField
            {...form.at('offHoursRecords')}
            label={words.offHoursRecords}
            help={words.offHoursRecordsHelp}
          />
        </>
      )}
      <TextField {...form.at('greeting')} label={words.greeting} help={words.greetingHelp} rows={3} />
    </>
  );
};
