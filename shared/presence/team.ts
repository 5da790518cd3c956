/** The rows of the list of the team: who can be reached first, then by name. Pure. */
import type { MemberId } from '../ids.ts';
import type { Status } from './statuses.ts';

export type TeamRow = {
  readonly id: MemberId;
  readonly name: string;
  readonly status: Status;
  /** Since when, milliseconds UTC; null for those who have never been connected. */
  readonly since: number | null;
};

type Known = Pick<TeamRow, 'status'> & { readonly since: number };

const ORDER: readonly Status[] = ['online', 'in_call', 'away', 'do_not_disturb', 'offline'];
const collator = new Intl.Collator(undefined, { numeric: true });

export const teamRows = (
  members: readonly Pick<TeamRow, 'id' | 'name'>[],
  statuses: ReadonlyMap<MemberId, Known>,
): readonly TeamRow[] =>
  members
    .map(({ id, name }) => {
      const { status, since } = statuses.get(id) ?? { status: 'offline' as const, since: null };
      return { id, name, status, since };
    })
    .toSorted(
      (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || collator.compare(a.name, b.name),
    );
