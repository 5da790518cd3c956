/** All settings of a workspace, group by group. A new group is declared in its capability's settings.ts. */
import * as z from 'zod';
import { dialer } from '../calls/settings.ts';
import { incoming } from '../incoming/settings.ts';
import { roles } from '../members/settings.ts';
import { countries } from '../numbers/settings.ts';
import { recording } from '../recordings/settings.ts';
import { limits } from '../usage/settings.ts';
import { account, basic, hours, sites } from '../workspace/settings.ts';

export const GROUPS = {
  basic,
  dialer,
  recording,
  incoming,
  countries,
  limits,
  roles,
  sites,
  hours,
  account,
} as const;
type Groups = typeof GROUPS;
export type GroupId = keyof Groups;
export const GROUP_IDS = Object.keys(GROUPS) as readonly GroupId[];
export const GroupId = z.enum(GROUP_IDS);

/** The groups whose fields these are. */
export const groupsWith = (fields: object): readonly GroupId[] =>
  GROUP_IDS.filter(id => Object.keys(GROUPS[id].fields).some(field => field in fields));

type Together<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer All) => void
  ? All
  : never;
type Fields = Together<Groups[GroupId]['fields']>;
type ShownOf<Id extends GroupId> = Groups[Id]['values'] & Groups[Id]['about'];
type Shown = Together<ShownOf<GroupId>>;
type ShownName<Id extends GroupId> = Id extends GroupId ? keyof ShownOf<Id> & keyof Settings : never;

const together = (of: (id: GroupId) => object, ids: readonly GroupId[] = GROUP_IDS): unknown =>
  Object.assign({}, ...ids.map(of));
const shown = (id: GroupId): object => ({ ...GROUPS[id].values, ...GROUPS[id].about });

/** The fields to change; the others stay as they are. */
export const SettingsChange = z.object(together(id => GROUPS[id].fields) as Fields).partial();
export type SettingsChange = z.infer<typeof SettingsChange>;

/** What an admin sees of all groups. Of a secret it is only shown whether there is one. */
export const Settings = z.object(together(shown) as Shown);
export type Settings = z.infer<typeof Settings>;

/** What is sent back with a change: a change to a group that has changed meanwhile is refused. */
export const Revisions = z.partialRecord(GroupId, z.string());
export type Revisions = z.infer<typeof Revisions>;

/** What an admin sees of these groups. */
export type SettingsOf<Id extends GroupId> = Pick<Settings, ShownName<Id>> & {
  readonly revisions: Readonly<Record<Id, string>>;
};
export const settingsOf = <const Id extends GroupId>(ids: readonly Id[]): z.ZodType<SettingsOf<Id>> =>
  z.object({
    ...(together(shown, ids) as object),
    revisions: z.record(z.enum(ids), z.string()),
  }) as unknown as z.ZodType<SettingsOf<Id>>;
