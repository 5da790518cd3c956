/** The fields of the desk's forms, each as a person finds and uses it. */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { CheckField } from '../../extension/ui/form/CheckField.tsx';
import { Form, SaveBar } from '../../extension/ui/form/Form.tsx';
import { createForm } from '../../extension/ui/form/form-model.ts';
import { NumberField } from '../../extension/ui/form/NumberField.tsx';
import { SelectField } from '../../extension/ui/form/SelectField.tsx';
import { TextField } from '../../extension/ui/form/TextField.tsx';
import { TimeInput } from '../../extension/ui/form/TimeInput.tsx';
import { timeOfDayIn } from '../../extension/ui/form/time-of-day.ts';
import { type Guard, UnsavedGuard } from '../../extension/ui/form/unsaved.ts';
import { wholeNumberIn } from '../../extension/ui/form/whole-number.ts';
import { err, ok, type Result } from '../../shared/result.ts';

afterEach(cleanup);

const HELP = 'What it is for.';
const WRONG = 'This cannot be.';
const common = { name: 'it', label: 'Label', help: HELP, wrong: WRONG };
const SIZES = [
  ['s', 'Small'],
  ['l', 'Large'],
] as const;
const change = (element: HTMLElement, value: string) => fireEvent.input(element, { target: { value } });

type Heard = { value: unknown };
const KINDS = [
  ['text', (heard: Heard) => <TextField {...common} value="" onValue={value => (heard.value = value)} />],
  [
    'a secret',
    (heard: Heard) => <TextField {...common} isSecret value="" onValue={value => (heard.value = value)} />,
  ],
  [
    'several lines',
    (heard: Heard) => <TextField {...common} rows={3} value="" onValue={value => (heard.value = value)} />,
  ],
  [
    'a number',
    (heard: Heard) => (
      <NumberField {...common} unit="seconds" value="" onValue={value => (heard.value = value)} />
    ),
  ],
  [
    'a choice',
    (heard: Heard) => (
      <SelectField {...common} options={SIZES} value="s" onValue={value => (heard.value = value)} />
    ),
  ],
  [
    'a checkbox',
    (heard: Heard) => <CheckField {...common} value={false} onValue={value => (heard.value = value)} />,
  ],
] as const;

describe.each(KINDS)('a field for %s', (kind, field) => {
  test('has a label, and is described by its help and its error', () => {
    render(field({ value: undefined }));
    const control = screen.getByLabelText('Label');
    expect(control.getAttribute('aria-invalid')).toBe('true');
    const ids = control.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(ids.map(id => document.getElementById(id)?.textContent)).toEqual([HELP, WRONG]);
    expect(document.getElementById(ids[1] ?? '')?.getAttribute('aria-live')).toBe('polite');
  });

  test('tells what was entered', () => {
    const heard = { value: undefined };
    render(field(heard));
    const control = screen.getByLabelText('Label');
    control.focus();
    expect(document.activeElement).toBe(control);
    if (kind === 'a checkbox') fireEvent.click(control);
    else if (kind === 'a choice') fireEvent.change(control, { target: { value: 'l' } });
    else change(control, '7');
    expect(heard.value).toBe(kind === 'a checkbox' ? true : kind === 'a choice' ? 'l' : '7');
  });
});

test('a secret is hidden while it is typed, and the browser is told not to store it', () => {
  render(<TextField label="Key" isSecret value="" onValue={() => {}} />);
  const input = screen.getByLabelText('Key');
  expect([input.getAttribute('type'), input.getAttribute('autocomplete')]).toEqual([
    'password',
    'new-password',
  ]);
});

describe('a time of day', () => {
  test.each([
    ['9', '09:00'],
    ['9:00', '09:00'],
    ['9 am', '09:00'],
    ['9.30 p.m.', '21:30'],
    ['0900', '09:00'],
    ['1230', '12:30'],
    ['12 am', '00:00'],
    ['noon', '12:00'],
    ['24:00', '24:00'],
    ['nine', undefined],
    ['9:60', undefined],
    ['13 pm', undefined],
    ['25', undefined],
  ])('typed as %j is %j', (typed, time) => expect(timeOfDayIn(typed)).toBe(time));

  test.each(['midnight', '0:00', '12 am'])('that ends a day at %s is 24:00', typed => {
    expect(timeOfDayIn(typed, true)).toBe('24:00');
  });

  test.each([
    ['US', '5:00 PM'],
    ['DE', '17:00'],
    ['GB', '17:00'],
  ])('is written as people in %s write it: %s', (country, shown) => {
    const Time = () => {
      const [value, setValue] = useState('');
      const how = { label: 'Closes at', country, isWrong: false, describedBy: 'none' };
      return <TimeInput {...how} value={value} onValue={setValue} />;
    };
    render(<Time />);
    const input = screen.getByLabelText('Closes at') as HTMLInputElement;
    change(input, '17');
    expect(input.value).toBe('17');
    fireEvent.blur(input);
    expect(input.value).toBe(shown);
    change(input, 'five');
    fireEvent.blur(input);
    expect(input.value).toBe('five');
  });
});

test.each([
  ['300', 300],
  [' 1,000 ', 1000],
  ['1.000', 1000],
  ['$2 500', 2500],
  ['12.50', 12.5],
  ['12,50', 12.5],
  ['-1', -1],
  ['', null],
  ['soon', Number.NaN],
  ['$', Number.NaN],
  ['0x10', Number.NaN],
])('the number typed as %j is %j', (typed, number) => expect(wholeNumberIn(typed)).toBe(number));

const Request = z.object({
  first: z.string().min(1, 'Enter the first.'),
  second: z.string().min(1, 'Enter the second.').max(3, 'At most three.'),
});
type Refusal = { reason: 'taken' } | { reason: 'server'; detail: string; fields: Record<string, string> };
type Save = (request: z.output<typeof Request>) => Promise<Result<null, Refusal>>;
const open = (save: Save = async () => ok(null), guard: Guard = () => () => {}) => {
  const form = createForm({ request: Request, initial: { first: '', second: '' } });
  const submit = () =>
    form.submit(
      save,
      () => form.take(form.values.value ?? { first: '', second: '' }),
      ({ reason }) => (reason === 'taken' ? { fields: { second: 'It is taken.' } } : undefined),
    );
  const Shown = () => (
    <Form form={form} onSubmit={submit}>
      <TextField {...form.at('first')} label="First" />
      <TextField {...form.at('second')} label="Second" />
      <SaveBar form={form} />
    </Form>
  );
  const { unmount } = render(
    <UnsavedGuard.Provider value={guard}>
      <Shown />
    </UnsavedGuard.Provider>,
  );
  return { form, leave: unmount };
};
const type = (first: string, second: string) => {
  change(screen.getByLabelText('First'), first);
  change(screen.getByLabelText('Second'), second);
};
const save = () => fireEvent.submit(document.querySelector('form') as HTMLFormElement);

describe('a form', () => {
  test('says what is wrong in the words of the endpoint’s schema, and focuses the first wrong field', async () => {
    open();
    type('', 'long');
    save();
    expect(await screen.findByText('Enter the first.')).toBeTruthy();
    expect(screen.getByText('At most three.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('First')));
  });

  test('shows a refusal of a field at that field', async () => {
    open(async () => err({ reason: 'taken' }));
    type('a', 'b');
    save();
    expect(await screen.findByText('It is taken.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Second')));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('shows at its field what the server did not understand, and the rest next to the button', async () => {
    const said = {
      reason: 'server',
      detail: 'Some fields are wrong.',
      fields: { first: 'Not this.' },
    } as const;
    open(async () => err(said));
    type('a', 'b');
    save();
    expect(await screen.findByText('Not this.')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    cleanup();
    open(async () => err({ ...said, fields: { elsewhere: 'Not that.' } }));
    type('a', 'b');
    save();
    expect((await screen.findByRole('alert')).textContent).toContain('Not that.');
  });

  test('shows a refusal of a field that was corrected meanwhile next to the button', async () => {
    let answer = () => {};
    open(
      () =>
        new Promise(resolve => {
          answer = () => resolve(err({ reason: 'taken' }));
        }),
    );
    type('a', 'b');
    save();
    change(await screen.findByLabelText('Second'), 'c');
    answer();
    expect((await screen.findByRole('alert')).textContent).toContain('It is taken.');
    expect(screen.getByLabelText('Second').getAttribute('aria-invalid')).toBe('false');
  });

  test('says that changes are unsaved, can undo them, and says so no longer once they are saved', async () => {
    open();
    expect(screen.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true');
    type('a', 'b');
    expect(await screen.findByText('Unsaved changes')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.queryByText('Unsaved changes')).toBeNull());
    expect(screen.getByLabelText('First')).toHaveProperty('value', '');
    type('a', 'b');
    save();
    await waitFor(() => expect(screen.queryByText('Unsaved changes')).toBeNull());
    expect(screen.getByLabelText('First')).toHaveProperty('value', 'a');
  });

  test('is guarded while its changes are unsaved, and forgets them when it is left', () => {
    const guards = new Set<() => boolean>();
    const { form, leave } = open(undefined, isUnsaved => {
      guards.add(isUnsaved);
      return () => guards.delete(isUnsaved);
    });
    const isUnsaved = () => [...guards].some(each => each());
    expect(isUnsaved()).toBe(false);
    type('a', '');
    expect(isUnsaved()).toBe(true);
    type('', '');
    expect(isUnsaved()).toBe(false);
    type('a', 'b');
    leave();
    expect([guards.size, form.isDirty.value]).toEqual([0, false]);
  });
});
