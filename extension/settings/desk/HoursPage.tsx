import { DAYS, type Day, type Hours } from '../../../shared/workspace/hours.ts';
import type { Router } from '../../desk/router.ts';
import type { HoursModel } from './hours-model.ts';
import { words } from './hours-words.ts';
import { SettingsForm } from './SettingsForm.tsx';
import { words as common } from './words.ts';

const WORK = { from: '09:00', to: '17:00' };

const WrongText = ({ text }: { text: string | undefined }) =>
  text ? (
    <p class="wrong" role="alert">
      {text}
    </p>
  ) : null;

const DayRow = ({ model, hours, day }: { model: HoursModel; hours: Hours; day: Day }) => {
  const open = hours.week[day];
  const name = words.days[day];
  const wrong = model.wrong.value;
  return (
    <li class="day">
      <label class="pick">
        <input
          type="checkbox"
          checked={open !== null}
          onChange={event => model.setDay(day, event.currentTarget.checked ? WORK : null)}
        />
        {name}
      </label>
      {open ? (
        <span class="times">
          {(['from', 'to'] as const).map(end => (
            <input
              key={end}
              class="find"
              type="text"
              inputMode="numeric"
              maxLength={5}
              aria-label={words[end](name)}
              aria-invalid={wrong[`week.${day}.${end}`] !== undefined}
              value={open[end]}
              onInput={event => model.setDay(day, { ...open, [end]: event.currentTarget.value.trim() })}
            />
          ))}
        </span>
      ) : (
        <span class="fine">{words.closed}</span>
      )}
      <WrongText text={wrong[`week.${day}.from`] ?? wrong[`week.${day}.to`]} />
    </li>
  );
};

const Holidays = ({ model, hours }: { model: HoursModel; hours: Hours }) => (
  <fieldset>
    <legend>{words.holidays}</legend>
    <p class="fine">{hours.holidays.length === 0 ? words.noHolidays : words.holidaysHelp}</p>
    <ul class="week">
      {hours.holidays.map((holiday, at) => (
        // Keyed by position: a holiday that is being typed has no other identity yet.
        <li class="day" key={at}>
          <input
            class="find"
            type="date"
            aria-label={words.date}
            aria-invalid={model.wrong.value[`holidays.${at}.date`] !== undefined}
            value={holiday.date}
            onInput={event => model.setHoliday(at, { date: event.currentTarget.value })}
          />
          <input
            class="find"
            type="text"
            maxLength={60}
            aria-label={words.name}
            placeholder={words.name}
            value={holiday.name}
            onInput={event => model.setHoliday(at, { name: event.currentTarget.value })}
          />
          <button
            type="button"
            class="button"
            aria-label={common.removeOne(holiday.name || holiday.date)}
            onClick={() => model.removeHoliday(at)}
          >
            {common.remove}
          </button>
          <WrongText text={model.wrong.value[`holidays.${at}.date`]} />
        </li>
      ))}
    </ul>
    <div class="acts">
      <button type="button" class="button" onClick={model.addHoliday}>
        {words.add}
      </button>
    </div>
    <WrongText text={model.wrong.value.holidays} />
  </fieldset>
);

const zonesWith = (zone: string): readonly string[] => {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes(zone) ? zones : [zone, ...zones];
};

const WeekForm = ({ model, hours }: { model: HoursModel; hours: Hours }) => (
  <>
    <div class="field">
      <label for="time-zone">{words.timeZone}</label>
      <select
        id="time-zone"
        value={hours.timeZone}
        aria-describedby="time-zone-help"
        onChange={event => model.setTimeZone(event.currentTarget.value)}
      >
        {zonesWith(hours.timeZone).map(zone => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
      <p class="fine" id="time-zone-help">
        {words.timeZoneHelp}
      </p>
    </div>
    <fieldset>
      <legend>{words.week}</legend>
      <ul class="week">
        {DAYS.map(day => (
          <DayRow key={day} model={model} hours={hours} day={day} />
        ))}
      </ul>
    </fieldset>
    <Holidays model={model} hours={hours} />
  </>
);

/** Workspace Settings → Business hours (F101). */
export const HoursPage = ({ model, router }: { model: HoursModel; router: Router }) => {
  const hours = model.hours.value;
  const now = model.isOpen.value ? words.openNow : words.closedNow;
  return (
    <SettingsForm
      model={model}
      router={router}
      title={words.title}
      intro={words.intro}
      state={hours !== null && now}
    >
      <div class="field check">
        <input
          id="always"
          type="checkbox"
          checked={hours === null}
          aria-describedby="always-help"
          onChange={event => model.setAlways(event.currentTarget.checked)}
        />
        <label for="always">{words.always}</label>
        <p class="fine" id="always-help">
          {words.alwaysHelp}
        </p>
      </div>
      {hours && <WeekForm model={model} hours={hours} />}
    </SettingsForm>
  );
};
