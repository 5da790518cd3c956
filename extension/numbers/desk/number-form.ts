import type { RequestOf } from '../../../shared/endpoint.ts';
import { changeNumber, type ManagedNumber } from '../../../shared/numbers/contract.ts';
import { createForm } from '../../ui/form/form-model.ts';
import { wholeNumberIn } from '../../ui/form/whole-number.ts';

export type Change = Omit<RequestOf<typeof changeNumber>, 'numberId'>;

/** The fields of a number as typed. */
type Typed = Readonly<Required<Omit<Change, 'ringSeconds'>> & { ringSeconds: string }>;
export type NumberForm = ReturnType<typeof createNumberForm>;

type Spell = (e164: string) => string;

export const typedOf = (number: ManagedNumber, spell: Spell): Typed => {
  const { id: _, e164: _n, areaCode: _a, createdAt: _c, isGone: _g, ...settings } = number;
  return {
    ...settings,
    forwardTo: spell(number.forwardTo ?? ''),
    ringSeconds: String(number.ringSeconds),
  };
};

/** The settings of one number; those that were changed are sent. */
export const createNumberForm = (number: ManagedNumber, spell: Spell) =>
  createForm({
    request: changeNumber.request,
    requestOf: (_: Typed, { ringSeconds, ...changes }: Partial<Typed>) => ({
      numberId: number.id,
      ...changes,
      ...(ringSeconds === undefined ? {} : { ringSeconds: wholeNumberIn(ringSeconds) ?? Number.NaN }),
    }),
    initial: typedOf(number, spell),
  });
