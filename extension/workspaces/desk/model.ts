import { signal } from '@preact/signals';
import type { ReplyOf, RequestOf } from '../../../shared/endpoint.ts';
import { ok } from '../../../shared/result.ts';
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
import { createForm } from '../../ui/form/form-model.ts';
import { byId, createList } from '../../ui/list/list-model.ts';
import { toasts } from '../../ui/toasts/toasts.ts';
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
const NONE = { name: '', country: '' };
export type Workspaces = ReturnType<typeof createWorkspaces>;

/** The signed-in person's workspaces. */
export const createWorkspaces = (ports: Ports) => {
  /** The workspaces they are invited to. */
  const invitations = signal<readonly Invited[]>([]);
  /** Whether this session is valid for this workspace only. */
  const isBound = signal(false);
  const asking = createAsking();
  const takeRest = (reply: ReplyOf<typeof listWorkspaces>) => {
    invitations.value = reply.invitations;
    isBound.value = reply.isBound;
  };
  const newOne = createForm({ request: createWorkspace.request, initial: NONE });
  const list = createList<WorkspaceSummary>({
    idOf: byId,
    read: async () => {
      const reply = await ports.read();
      if (!reply.ok) return reply;
      takeRest(reply.value);
      return ok({ items: reply.value.workspaces, hasMore: false });
    },
  });
  const take = (said: string) => (reply: ReplyOf<typeof listWorkspaces>) => {
    list.replace(reply.workspaces);
    takeRest(reply);
    toasts.say(said);
  };
  return {
    list,
    invitations,
    isBound,
    newOne,
    ...asking,
    accept: ({ id, name }: Invited) => asking.during(() => ports.accept(id), take(words.accepted(name))),
    decline: ({ id, name }: Invited) => asking.during(() => ports.decline(id), take(words.declined(name))),
    create: (): Promise<boolean> =>
      newOne.submit(
        ports.create,
        (reply, { name }) => {
          take(words.created(name))(reply);
          newOne.take(NONE);
        },
        error => {
          if (error.reason === 'name_taken') return { fields: { name: createRefusalWords(error) } };
          return error.reason === 'too_many' ? { text: createRefusalWords(error) } : undefined;
        },
      ),
    switchTo: (workspace: WorkspaceSummary) =>
      asking.during(
        () => ports.switchTo(workspace.id),
        () => ports.startAnew(),
        error => (error.reason === 'on_a_call' ? switchRefusalWords(error) : undefined),
      ),
  };
};
