import { computed, signal } from '@preact/signals';
import type { ReplyOf, RequestOf, Role } from '../../../shared/endpoint.ts';
import type { InvitationId, MemberId } from '../../../shared/ids.ts';
import {
  type changeRole,
  type Invitation,
  invite,
  type members,
  type newCode,
  type Person,
  type removeMember,
  type resendInvitation,
  type withdrawInvitation,
} from '../../../shared/members/contract.ts';
import { mayManage, rolesGivenBy } from '../../../shared/members/roles.ts';
import { changeRefusalWords, inviteRefusalWords } from '../../../shared/members/words.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Reply } from '../../http.ts';
import type { Fault } from '../../ui/asking.ts';
import { createForm } from '../../ui/form/form-model.ts';
import { byId, createList } from '../../ui/list/list-model.ts';
import { createRowActs } from '../../ui/list/row-acts.ts';
import { toasts } from '../../ui/toasts/toasts.ts';
import { roleWord, words } from './words.ts';

export type Ports = {
  readonly me: () => Promise<{ readonly id: MemberId; readonly role: Role } | undefined>;
  readonly read: () => Promise<Reply<typeof members>>;
  readonly invite: (request: RequestOf<typeof invite>) => Promise<Reply<typeof invite>>;
  readonly resend: (id: InvitationId) => Promise<Reply<typeof resendInvitation>>;
  readonly withdraw: (id: InvitationId) => Promise<Reply<typeof withdrawInvitation>>;
  readonly newCode: (id: MemberId) => Promise<Reply<typeof newCode>>;
  readonly changeRole: (id: MemberId, role: Role) => Promise<Reply<typeof changeRole>>;
  readonly remove: (id: MemberId) => Promise<Reply<typeof removeMember>>;
  readonly copy: (text: string) => Promise<void>;
};

const isRefused = (reason: string): reason is 'above_you' | 'yourself' | 'last_owner' =>
  reason === 'above_you' || reason === 'yourself' || reason === 'last_owner';

const refusalWords = ({ reason }: Fault): string | undefined =>
  isRefused(reason) ? changeRefusalWords({ reason }) : undefined;

/** A code that is shown once. */
export type ShownCode = {
  readonly person: Pick<Person, 'name' | 'email'>;
  readonly code: string;
  readonly expiresAt: number;
  readonly isMailed: boolean;
};

const collator = new Intl.Collator(undefined, { numeric: true });
const inOrder = <T extends Person | Invitation>(listed: readonly T[]): T[] =>
  listed.toSorted((a, b) => collator.compare(a.name, b.name));
const isInvitation = (listed: Person | Invitation): listed is Invitation => 'invitedBy' in listed;
const isPerson = (listed: Person | Invitation): listed is Person => !isInvitation(listed);

type Busy = MemberId | InvitationId;
const NOBODY = { name: '', email: '', role: 'agent' as Role };
export type Members = ReturnType<typeof createMembers>;

/** A workspace's members and invitations, and the acts of those who run the workspace. */
export const createMembers = (ports: Ports) => {
  /** Members, and people who are invited: one act can turn one into the other. */
  const list = createList<Person | Invitation>({
    idOf: byId,
    read: async () => {
      const reply = await ports.read();
      if (!reply.ok) return reply;
      return ok({ items: [...reply.value.members, ...reply.value.invitations], hasMore: false });
    },
  });
  const people = computed(() => list.items.value && inOrder(list.items.value.filter(isPerson)));
  const invitations = computed(() => inOrder((list.items.value ?? []).filter(isInvitation)));
  const acts = createRowActs<Busy>();
  const me = signal<{ readonly id: MemberId; readonly role: Role } | undefined>(undefined);
  const shown = signal<ShownCode | null>(null);
  /** Only people whose name or address contains this text are shown. */
  const wanted = signal('');
  const found = computed(() => {
    const text = wanted.value.trim().toLowerCase();
    return people.value?.filter(
      ({ name, email }) => name.toLowerCase().includes(text) || email.includes(text),
    );
  });
  const inviting = createForm({ request: invite.request, initial: NOBODY });
  /** Whose removal, or the withdrawal of whose invitation, still has to be confirmed. */
  const asked = signal<Person | Invitation | null>(null);

  const during = <T>(at: Busy, ask: () => Promise<Result<T, Fault>>, then: (value: T) => void) =>
    acts.during(at, ask, then, refusalWords);
  const showMember = ({ member, ...made }: ReplyOf<typeof newCode>) => {
    list.put(member);
    shown.value = { person: member, ...made };
  };
  const showInvitation = ({ invitation, ...made }: ReplyOf<typeof invite>) => {
    list.change(all => all.filter(each => isPerson(each) || each.email !== invitation.email));
    list.put(invitation);
    shown.value = { person: invitation, ...made };
  };
  const changeRole = (person: Person, role: Role): Promise<boolean> =>
    during(
      person.id,
      () => ports.changeRole(person.id, role),
      ({ member }) => {
        list.put(member);
        toasts.say(words.changed(member.name, roleWord(role)), () => changeRole(member, person.role));
      },
    );

  return {
    list,
    people,
    invitations,
    found,
    wanted,
    me,
    troubleAt: acts.troubleAt,
    shown,
    asked,
    busy: acts.busy,
    mayGive: (): readonly Role[] => (me.value ? rolesGivenBy(me.value.role) : []),
    mayTakeBack: ({ role }: Invitation): boolean => me.value !== undefined && mayManage(me.value.role, role),
    mayChange: (person: Person): boolean =>
      me.value !== undefined && person.id !== me.value.id && mayManage(me.value.role, person.role),
    load: async () => {
      me.value = await ports.me();
      await list.load();
    },
    /** People join in other browsers. */
    refresh: async () => {
      if (acts.busy.value === null) await list.refresh();
    },
    inviting,
    invite: (): Promise<boolean> =>
      inviting.submit(
        ports.invite,
        reply => {
          showInvitation(reply);
          inviting.take(NOBODY);
        },
        ({ reason }) => {
          if (reason === 'already_member' || reason === 'already_invited')
            return { fields: { email: inviteRefusalWords({ reason }) } };
          return reason === 'above_you' ? { text: changeRefusalWords({ reason }) } : undefined;
        },
      ),
    resend: ({ id }: Invitation) => during(id, () => ports.resend(id), showInvitation),
    withdraw: ({ id, name, email }: Invitation) =>
      during(
        id,
        () => ports.withdraw(id),
        () => {
          asked.value = null;
          if (shown.value?.person.email === email) shown.value = null;
          list.drop(id);
          toasts.say(words.withdrawn(name));
        },
      ),
    newCode: (person: Person) => during(person.id, () => ports.newCode(person.id), showMember),
    changeRole,
    remove: (person: Person) =>
      during(
        person.id,
        () => ports.remove(person.id),
        () => {
          asked.value = null;
          list.drop(person.id);
          toasts.say(words.removed(person.name));
        },
      ),
    copy: async () => {
      if (shown.value) await ports.copy(shown.value.code);
    },
  };
};
