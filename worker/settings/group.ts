import type { RefusalOf } from '../../shared/endpoint.ts';
import type { Result } from '../../shared/result.ts';
import type { updateSettings } from '../../shared/settings/contract.ts';
import { GROUPS, type GroupId, type SettingsChange, type SettingsOf } from '../../shared/settings/groups.ts';
import type { MemberContext } from '../context.ts';
import type { Sources } from './sources.ts';
import type { Columns } from './store.ts';

export type Refusal = RefusalOf<typeof updateSettings>;
/** Where a change is stored: in columns, or, for a group without any, as the group's value. */
export type Stored = Columns & { readonly value?: object };

/** A group of settings on the Worker. A change has the fields of all groups; each group looks at its own. */
export type WorkerGroup<Id extends GroupId> = {
  readonly view: (sources: Sources) => Promise<Omit<SettingsOf<Id>, 'revisions'>>;
  /** What is stored, or why the change is refused. It changes nothing itself. */
  readonly store: (
    change: SettingsChange,
    sources: Sources,
    context: MemberContext,
  ) => Promise<Result<Stored, Refusal>>;
  /** With the dialer enabled, the account is set up at the carrier after a change. */
  readonly setsUp?: true;
};

/** The fields of one group in a change. */
export const fieldsOf = (id: GroupId, change: SettingsChange): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(change).filter(([name, value]) => name in GROUPS[id].fields && value !== undefined),
  );
