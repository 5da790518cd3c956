import { signal } from '@preact/signals';
import type { ReplyOf, RequestOf } from '../../../shared/endpoint.ts';
import {
  type acceptInvitation,
  createWorkspace,
  type declineInvitation,
  type Invited,
  type listWorkspaces,
  type switchWorkspace,
  type WorkspaceSummary,
} from '../../../shared/team/contract.ts';
import { createRefusalWords, switchRefusalWords } from '../../../shared/team/words.ts';
import type { Reply } from '../../http.ts';
import { createAsking } from '../../ui/asking.ts';
import { words } from './words.ts';

type Wanted = RequestOf<typeof createWorkspace>;
export type Ports = {
  readonly read: () => Promise<Reply<typeof listWorkspaces>>;
  readonly create: (wanted: Wanted) => Promise<Reply<typeof createWorkspace>>;
  readonly accept: (id: WorkspaceSummary['id']) => Promise<Reply<typeof acceptInvitation>>;
  readonly decline: (id: WorkspaceSummary['id']) => Promise<Reply<typeof declineInvitation>>;
  readonly switchTo: (id: WorkspaceSummary['id']) => Promise<Reply<typeof switchWorkspace>>;
  /** Reloads the page: everything on screen belongs to the previous workspace. */
  readonly startAnew: () => void;
};
export type Workspaces = ReturnType<typeof createWorkspaces>;

/** The signed-in person's workspaces. */
export const createWorkspaces = (ports: Ports) => {
  const all = signal<readonly WorkspaceSummary[] | undefined>(undefined);
  /** The workspaces they are invited to. */
  const invitations = signal<readonly Invited[]>([]);
  /** Whether this session is valid for this workspace only. */
  const isBound = signal(false);
  const wrong = signal<Readonly<Partial<Record<keyof Wanted, string>>>>({});
  const asking = createAsking();
  const take = (reply: ReplyOf<typeof listWorkspaces>) => {
    all.value = reply.workspaces;
    invitations.value = reply.invitations;
    isBound.value = reply.isBound;
  };
  return {
    all,
    invitations,
    isBound,
    wrong,
    ...asking,
    load: () => asking.read(ports.read, take),
    accept: (to: Invited) =>
      asking.during(
        () => ports.accept(to.id),
        reply => {
          take(reply);
          asking.note.value = words.accepted(to.name);
        },
      ),
    decline: (to: Invited) =>
      asking.during(
        () => ports.decline(to.id),
        reply => {
          take(reply);
          asking.note.value = words.declined(to.name);
        },
      ),
    create: async (wanted: Wanted): Promise<boolean> => {
      const parsed = createWorkspace.request.safeParse(wanted);
      wrong.value = parsed.success
        ? {}
        : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
      if (!parsed.success) return false;
      return asking.during(
        () => ports.create(parsed.data),
        reply => {
          take(reply);
          asking.note.value = words.created(parsed.data.name);
        },
        error =>
          error.reason === 'name_taken' || error.reason === 'too_many'
            ? createRefusalWords(error)
            : undefined,
      );
    },
    switchTo: (workspace: WorkspaceSummary) =>
      asking.during(
        () => ports.switchTo(workspace.id),
        () => ports.startAnew(),
        error => (error.reason === 'on_a_call' ? switchRefusalWords(error) : undefined),
      ),
  };
};
