import type * as z from 'zod';

type Shape = Readonly<Record<string, z.ZodType>>;
type Infer<S extends Shape> = { readonly [Field in keyof S]: z.infer<S[Field]> };

/**
 * Settings that are read, changed and saved together. Each capability declares its own groups, in its settings.ts;
 * groups.ts lists them all. Each group has a revision of its own, so a change to one never conflicts with a change to
 * another.
 */
export type SettingGroup<Fields extends Shape, Values extends Shape, About extends Shape, Defaults> = {
  /** What an admin may change, as it is entered. The names are unique among all groups: they are in the audit log. */
  readonly fields: Fields;
  /** The same as it is shown: without secrets. */
  readonly values: Values;
  /** What is shown next to the values, and cannot be changed here. */
  readonly about: About;
  /** The values until somebody changes them. */
  readonly defaults: Defaults;
  /** Fields that are write-only, and never logged. */
  readonly secrets?: readonly (keyof Fields & string)[];
  /** Fields that a stolen session must not change (shared/step-up/contract.ts). */
  readonly stepUp?: readonly (keyof Fields & string)[];
};

export const settingGroup = <
  Fields extends Shape,
  Values extends Shape,
  About extends Shape,
  Defaults extends Partial<Infer<Values>>,
>(
  group: SettingGroup<Fields, Values, About, Defaults>,
): SettingGroup<Fields, Values, About, Defaults> => group;
