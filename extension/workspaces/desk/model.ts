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
import { createForm } from '../../ui/form/form-model.ts';
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
  const all = signal<readonly WorkspaceSummary[] | undefined>(undefined);
  /** The workspaces they are invited to. */
  const invitations = signal<readonly Invited[]>([]);
  /** Whether this session is valid for this workspace only. */
  const isBound = signal(false);
  const asking = createAsking();
  const take = (reply: ReplyOf<typeof listWorkspaces>) => {
    all.value = reply.workspaces;
    invitations.value = reply.invitations;
    isBound.value = reply.isBound;
  };
  const newOne = createForm({ request: createWorkspace.request, initial: NONE });
  return {
    all,
    invitations,
    isBound,
    newOne,
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
    create: (): Promise<boolean> => {
      asking.note.value = '';
      return newOne.submit(
        ports.create,
        (reply, { name }) => {
          take(reply);
          newOne.take(NONE);
          asking.note.value = words.created(name);
        },
        error => {
          if (error.reason === 'name_taken') return { fields: { name: createRefusalWords(error) } };
          return error.reason === 'too_many' ? { text: createRefusalWords(error) } : undefined;
        },
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
