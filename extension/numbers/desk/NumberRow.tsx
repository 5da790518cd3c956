import { useRef } from 'preact/hooks';
import type { ManagedNumber } from '../../../shared/numbers/contract.ts';
import { snapshotOf } from '../../desk/form-snapshot.ts';
import { Icon } from '../../ui/Icon.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import { WrongLine } from '../../ui/WrongLine.tsx';
import type { Numbers } from './model.ts';
import { words } from './words.ts';

type Props = { readonly list: Numbers; readonly number: ManagedNumber };

const TEXTS = ['name', 'brandName', 'forwardTo', 'campaign'] as const;
const SWITCHES = ['voice', 'sms'] as const;

/** The settings of a number, saved together. */
const EditForm = ({ list, number }: Props) => {
  const form = useRef<HTMLFormElement>(null);
  const wrong = list.wrong.value;
  const busy = list.busy.value === number.id;
  const save = (event: Event) => {
    event.preventDefault();
    if (!form.current) return;
    const { data, isUnchanged } = snapshotOf(form.current);
    const text = (name: string) => String(data.get(name) ?? '');
    const typed = {
      name: text('name'),
      brandName: text('brandName'),
      forwardTo: text('forwardTo'),
      campaign: text('campaign'),
      voice: data.has('voice'),
      sms: data.has('sms'),
    };
    void list.change(number, typed, isUnchanged);
  };
  const help = {
    name: '',
    ...{ brandName: words.brandNameHelp, forwardTo: words.forwardToHelp, campaign: words.campaignHelp },
  };
  return (
    <form
      ref={form}
      class="form"
      data-guarded
      onSubmit={save}
      aria-label={`${words.edit} ${list.spell(number.e164)}`}
      noValidate
    >
      {TEXTS.map(field => {
        const id = `${field}-${number.id}`;
        const kept = field === 'forwardTo' ? list.spell(number.forwardTo ?? '') : number[field];
        return (
          <div class="field" key={field}>
            <label for={id}>{words[field]}</label>
            <input
              id={id}
              name={field}
              type="text"
              inputMode={field === 'forwardTo' ? 'tel' : 'text'}
              autocomplete="off"
              defaultValue={kept}
              aria-invalid={wrong[field] !== undefined}
              aria-describedby={`${id}-help ${id}-wrong`}
            />
            <p class="fine" id={`${id}-help`}>
              {help[field]}
            </p>
            <WrongLine id={`${id}-wrong`} text={wrong[field]} />
          </div>
        );
      })}
      {SWITCHES.map(field => (
        <div class="field check" key={field}>
          <input
            id={`${field}-${number.id}`}
            name={field}
            type="checkbox"
            defaultChecked={number[field]}
            aria-describedby={`${field}-${number.id}-help`}
          />
          <label for={`${field}-${number.id}`}>{words[field]}</label>
          <p class="fine" id={`${field}-${number.id}-help`}>
            {field === 'voice' ? words.voiceHelp : words.smsHelp}
          </p>
        </div>
      ))}
      <div class="acts">
        <button type="submit" class="button main" aria-disabled={busy}>
          {busy ? words.saving : words.save}
        </button>
        <button type="button" class="button" onClick={() => list.edit(null)}>
          {words.close}
        </button>
      </div>
    </form>
  );
};

/** The two ways to give up a number: in this workspace only, or for good. */
const LetGo = ({ list, number }: Props) => {
  const confirm = useRef<HTMLInputElement>(null);
  const busy = list.busy.value === number.id;
  const shown = list.spell(number.e164);
  return (
    <details class="let-go">
      <summary>{words.letGo}</summary>
      <div class="choice">
        <p class="fine">{words.removeHelp}</p>
        <button type="button" class="button" aria-disabled={busy} onClick={() => void list.remove(number)}>
          {words.remove}
        </button>
      </div>
      <form
        class="choice"
        onSubmit={event => {
          event.preventDefault();
          void list.release(number, confirm.current?.value ?? '');
        }}
      >
        <p class="fine">{words.releaseHelp(shown)}</p>
        <input
          ref={confirm}
          class="find"
          type="text"
          autocomplete="off"
          aria-label={words.confirm}
          placeholder={shown}
        />
        <button type="submit" class="button end" aria-disabled={busy}>
          {words.release}
        </button>
      </form>
    </details>
  );
};

const badgesOf = ({ voice, sms, forwardTo }: ManagedNumber, spell: Numbers['spell']): string =>
  [voice && words.badges.voice, sms && words.badges.sms, forwardTo && words.badges.forward(spell(forwardTo))]
    .filter(Boolean)
    .join(' · ');

export const NumberRow = ({ list, number }: Props) => {
  const isOpen = list.open.value === number.id;
  const shown = list.spell(number.e164);
  return (
    <li class="row owned">
      <div>
        <p class="row-name">
          <span class="number">{shown}</span>
        </p>
        <p class="fine">
          <bdi>{number.name}</bdi>
          {number.campaign && ` · ${number.campaign}`}
        </p>
        {number.isGone && (
          <p class="wrong">
            <Icon name="stop" small />
            <span>{words.gone}</span>
          </p>
        )}
      </div>
      <p class="fine">{badgesOf(number, list.spell)}</p>
      <button
        type="button"
        class="button"
        aria-expanded={isOpen}
        aria-label={`${isOpen ? words.close : words.edit}: ${shown}`}
        onClick={() => list.edit(isOpen ? null : number.id)}
      >
        {isOpen ? words.close : words.edit}
      </button>
      {isOpen && (
        <div class="row-more">
          <EditForm list={list} number={number} />
          <LetGo list={list} number={number} />
          <TroubleNote trouble={list.troubleAt(number.id)} />
        </div>
      )}
    </li>
  );
};
