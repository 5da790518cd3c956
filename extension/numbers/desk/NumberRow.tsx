import type { ManagedNumber } from '../../../shared/numbers/contract.ts';
import { CheckField } from '../../ui/form/CheckField.tsx';
import { Form, SaveBar } from '../../ui/form/Form.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { RowDetails } from '../../ui/list/Rows.tsx';
import { IncomingFields } from './IncomingFields.tsx';
import type { Numbers, Open } from './model.ts';
import { words } from './words.ts';

type Props = { readonly list: Numbers; readonly number: ManagedNumber };

/** The settings of a number, saved together. */
const EditForm = ({ list, number, open }: Props & { open: Open }) => {
  const { form } = open;
  return (
    <Form
      form={form}
      onSubmit={() => form.isDirty.value && list.change(open)}
      label={`${words.edit} ${list.spell(number.e164)}`}
    >
      <TextField {...form.at('name')} label={words.name} />
      <TextField {...form.at('brandName')} label={words.brandName} help={words.brandNameHelp} />
      <TextField {...form.at('campaign')} label={words.campaign} help={words.campaignHelp} />
      <CheckField {...form.at('voice')} label={words.voice} help={words.voiceHelp} />
      <CheckField {...form.at('sms')} label={words.sms} help={words.smsHelp} />
      <IncomingFields form={form} />
      <SaveBar form={form} close={{ label: words.close, act: () => list.edit(null) }} />
    </Form>
  );
};

const badgesOf = ({ voice, sms, mode, forwardTo }: ManagedNumber, spell: Numbers['spell']): string =>
  [
    voice && words.badges.voice,
    sms && words.badges.sms,
    words.modes[mode].name,
    forwardTo && words.badges.forward(spell(forwardTo)),
  ]
    .filter(Boolean)
    .join(' · ');

export const NumberRow = ({ list, number }: Props) => {
  const open = list.open.value?.id === number.id ? list.open.value : null;
  const shown = list.spell(number.e164);
  return (
    <>
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
        aria-expanded={open !== null}
        aria-label={`${open ? words.close : words.edit}: ${shown}`}
        onClick={() => list.edit(open ? null : number)}
      >
        {open ? words.close : words.edit}
      </button>
      {open && (
        <RowDetails>
          <EditForm list={list} number={number} open={open} />
          <div class="acts">
            <button type="button" class="button" onClick={() => list.leave(number)}>
              {words.letGo}
            </button>
          </div>
        </RowDetails>
      )}
    </>
  );
};
