import { useId } from 'preact/hooks';
import { DAYS, type Day, type Hours } from '../../../shared/workspace/hours.ts';
import { CheckField } from '../../ui/form/CheckField.tsx';
import { SavedForm } from '../../ui/form/SavedForm.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { TimeInput } from '../../ui/form/TimeInput.tsx';
import { WrongLine } from '../../ui/form/WrongLine.tsx';
import { words as kit } from '../../ui/form/words.ts';
import styles from './hours.module.css';
import type { HoursModel } from './hours-model.ts';
import { words } from './hours-words.ts';
import { words as common } from './words.ts';

const WORK = { from: '09:00', to: '17:00' };

const DayRow = ({ model, hours, day }: { model: HoursModel; hours: Hours; day: Day }) => {
  const open = hours.week[day];
  const name = words.days[day];
  const wrongId = useId();
  const wrongOf = (end: 'from' | 'to') => model.wrongAt(`week.${day}.${end}`);
  return (
    <li class={styles.day}>
      <div class={styles.open}>
        <CheckField
          label={name}
          value={open !== null}
          onValue={isOpen => model.setDay(day, isOpen ? WORK : null)}
        />
      </div>
      {open ? (
        <span class={styles.times}>
          {(['from', 'to'] as const).map(end => (
            <TimeInput
              key={end}
              label={words[end](name)}
              value={open[end]}
              onValue={time => model.setDay(day, { ...open, [end]: time })}
              isEnd={end === 'to'}
              country={model.country.value}
              isWrong={wrongOf(end) !== undefined}
              describedBy={wrongId}
            />
          ))}
        </span>
      ) : (
        <span class={`fine ${styles.closed}`}>{words.closed}</span>
      )}
      <WrongLine id={wrongId} text={wrongOf('from') ?? wrongOf('to')} />
    </li>
  );
};

const Holidays = ({ model, hours }: { model: HoursModel; hours: Hours }) => (
  <fieldset>
    <legend>{words.holidays}</legend>
    <p class="fine">{hours.holidays.length === 0 ? words.noHolidays : words.holidaysHelp}</p>
    <ul class={styles.week}>
      {hours.holidays.map((holiday, at) => (
        // Keyed by position: a holiday that is being typed has no other identity yet.
        <li class={styles.day} key={at}>
          <TextField
            type="date"
            label={words.date}
            isLabelHidden
            value={holiday.date}
            wrong={model.wrongAt(`holidays.${at}.date`)}
            onValue={date => model.setHoliday(at, { date })}
          />
          <TextField
            label={words.name}
            isLabelHidden
            maxLength={60}
            placeholder={words.name}
            value={holiday.name}
            wrong={model.wrongAt(`holidays.${at}.name`)}
            onValue={name => model.setHoliday(at, { name })}
          />
          <button
            type="button"
            class="button"
            aria-label={kit.removeOne(holiday.name || holiday.date)}
            onClick={() => model.removeHoliday(at)}
          >
            {kit.remove}
          </button>
        </li>
      ))}
    </ul>
    <div class="acts">
      <button type="button" class="button" onClick={model.addHoliday}>
        {words.add}
      </button>
    </div>
    <WrongLine text={model.wrongAt('holidays')} />
  </fieldset>
);

const zonesWith = (zone: string): readonly string[] => {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes(zone) ? zones : [zone, ...zones];
};

const WeekForm = ({ model, hours }: { model: HoursModel; hours: Hours }) => (
  <>
    <SelectField
      label={words.timeZone}
      help={words.timeZoneHelp}
      value={hours.timeZone}
      wrong={model.wrongAt('timeZone')}
      onValue={model.setTimeZone}
      options={zonesWith(hours.timeZone).map(zone => [zone, zone.replaceAll('_', ' ')] as const)}
    />
    <fieldset>
      <legend>{words.week}</legend>
      <ul class={styles.week}>
        {DAYS.map(day => (
          <DayRow key={day} model={model} hours={hours} day={day} />
        ))}
      </ul>
    </fieldset>
    <Holidays model={model} hours={hours} />
  </>
);

/** Workspace Settings → Business hours (F101). */
export const HoursPage = ({ model }: { model: HoursModel }) => {
  const hours = model.hours.value;
  return (
    <SavedForm
      model={model}
      title={words.title}
      intro={words.intro}
      words={common}
      state={hours !== null && (model.isOpen.value ? words.openNow : words.closedNow)}
    >
      {() => (
        <>
          <CheckField
            label={words.always}
            help={words.alwaysHelp}
            value={hours === null}
            onValue={model.setAlways}
          />
          {hours && <WeekForm model={model} hours={hours} />}
        </>
      )}
    </SavedForm>
  );
};
