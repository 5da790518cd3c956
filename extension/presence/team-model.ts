import { computed, signal } from '@preact/signals';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { MemberId } from '../../shared/ids.ts';
import type { team } from '../../shared/members/team-contract.ts';
import { teamRows } from '../../shared/presence/team.ts';
import type { TeamStatus } from '../../shared/presence/team-frames.ts';
import type { Result } from '../../shared/result.ts';
import { type Fault, troubleOf } from '../ui/asking.ts';
import type { Trouble } from '../ui/Trouble.tsx';
import type { TeamEvents } from './team-socket.ts';

export type TeamPorts = {
  readonly me: () => Promise<MemberId | undefined>;
  readonly names: () => Promise<Result<ReplyOf<typeof team>, Fault>>;
  /** Receives the statuses until the returned function is called. */
  readonly watch: (events: TeamEvents) => () => void;
};
export type Team = ReturnType<typeof createTeam>;

/** Who takes calls, with their statuses as they change. Nothing is received while no screen shows it. */
export const createTeam = (ports: TeamPorts) => {
  const me = signal<MemberId | undefined>(undefined);
  const members = signal<ReplyOf<typeof team>['team'] | undefined>(undefined);
  const statuses = signal<ReadonlyMap<MemberId, TeamStatus> | undefined>(undefined);
  /** False while the connection is being restored: what is shown may be out of date. */
  const isLive = signal(false);
  const trouble = signal<Trouble | null>(null);
  const rows = computed(() => members.value && statuses.value && teamRows(members.value, statuses.value));

  const readNames = async (): Promise<void> => {
    const [reply, id] = await Promise.all([ports.names(), ports.me()]);
    me.value = id;
    trouble.value = reply.ok ? null : troubleOf(reply.error);
    if (reply.ok) members.value = reply.value.team;
  };

  return {
    rows,
    me,
    isLive,
    trouble,
    retry: readNames,
    /** Begins to receive; returns a function that stops. */
    start: (): (() => void) =>
      ports.watch({
        onTeam: ({ team: changed, isWhole }) => {
          const known = new Map(isWhole ? [] : statuses.value);
          for (const each of changed) known.set(each.memberId, each);
          statuses.value = known;
          isLive.value = true;
          // On a new connection, people may have joined or left, or this may be another workspace.
          const isNew = changed.some(({ memberId }) => !members.value?.some(({ id }) => id === memberId));
          if (isWhole || isNew) void readNames();
        },
        onDown: () => {
          isLive.value = false;
        },
      }),
  };
};
