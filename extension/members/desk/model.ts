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
import type { Reply } from '../../http.ts';
import type { Fault } from '../../ui/asking.ts';
import { createForm } from '../../ui/form/form-model.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
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

const troubleOf = ({ reason, detail, requestId }: Fault): Trouble => {
  if (isRefused(reason)) return { text: changeRefusalWords({ reason }) };
  return reason === 'server' && detail !== undefined ? { text: detail, requestId } : { text: words.offline };
};

/** A code that is shown once. */
export type ShownCode = {
  readonly person: Pick<Person, 'name' | 'email'>;
  readonly code: string;
  readonly expiresAt: number;
  readonly isMailed: boolean;
};

const collator = new Intl.Collator(undefined, { numeric: true });
const inOrder = <T extends { readonly name: string }>(people: readonly T[]): T[] =>
  people.toSorted((a, b) => collator.compare(a.name, b.name));

type Busy = MemberId | InvitationId;
const NOBODY = { name: '', email: '', role: 'agent' as Role };
export type Members = ReturnType<typeof createMembers>;

/** A workspace's members and invitations, and the acts of those who run the workspace. */
export const createMembers = (ports: Ports) => {
  /** Undefined until they have been read. */
  const people = signal<readonly Person[] | undefined>(undefined);
  /** Invitations of people who are not members yet. */
  const invitations = signal<readonly Invitation[]>([]);
  const me = signal<{ readonly id: MemberId; readonly role: Role } | undefined>(undefined);
  /** What went wrong, and with which act: the message is shown next to the button that was clicked. */
  const wentWrong = signal<{ readonly at: Busy | 'load'; readonly trouble: Trouble } | null>(null);
  const note = signal('');
  const shown = signal<ShownCode | null>(null);
  /** Only people whose name or address contains this text are shown. */
  const wanted = signal('');
  const found = computed(() => {
    const text = wanted.value.trim().toLowerCase();
    return people.value?.filter(
      ({ name, email }) => name.toLowerCase().includes(text) || email.includes(text),
    );
  });
  /** Whose removal still has to be confirmed. */
  const asked = signal<MemberId | InvitationId | null>(null);
  const busy = signal<Busy | null>(null);
  const inviting = createForm({ request: invite.request, initial: NOBODY });
  // A list that was read during an act may be older than the act's result.
  let done = 0;

  const take = (read: ReplyOf<typeof members>) => {
    people.value = inOrder(read.members);
    invitations.value = inOrder(read.invitations);
  };
  const put = (person: Person) => {
    const others = (people.value ?? []).filter(({ id }) => id !== person.id);
    people.value = inOrder([...others, person]);
  };

  /** Runs one act at a time, and shows what went wrong. */
  const during = async <T>(
    what: Busy,
    ask: () => Promise<{ ok: true; value: T } | { ok: false; error: Fault }>,
    then: (value: T) => void,
  ): Promise<boolean> => {
    if (busy.value !== null) return false;
    busy.value = what;
    done++;
    wentWrong.value = null;
    note.value = '';
    const reply = await ask();
    busy.value = null;
    if (reply.ok) then(reply.value);
    else wentWrong.value = { at: what, trouble: troubleOf(reply.error) };
    return reply.ok;
  };

  const showMember = ({ member, ...made }: ReplyOf<typeof newCode>) => {
    put(member);
    shown.value = { person: member, ...made };
  };
  const showInvitation = ({ invitation, ...made }: ReplyOf<typeof invite>) => {
    const others = invitations.value.filter(({ email }) => email !== invitation.email);
    invitations.value = inOrder([...others, invitation]);
    shown.value = { person: invitation, ...made };
  };

  return {
    people,
    invitations,
    found,
    wanted,
    me,
    troubleAt: (at: Busy | 'load'): Trouble | null =>
      wentWrong.value?.at === at ? wentWrong.value.trouble : null,
    note,
    shown,
    asked,
    busy,
    mayGive: (): readonly Role[] => (me.value ? rolesGivenBy(me.value.role) : []),
    mayTakeBack: ({ role }: Invitation): boolean => me.value !== undefined && mayManage(me.value.role, role),
    mayChange: (person: Person): boolean =>
      me.value !== undefined && person.id !== me.value.id && mayManage(me.value.role, person.role),
    load: async () => {
      wentWrong.value = null;
      me.value = await ports.me();
      const reply = await ports.read();
      if (reply.ok) take(reply.value);
      else wentWrong.value = { at: 'load', trouble: troubleOf(reply.error) };
    },
    /** People join in other browsers. The list stays as it is when nothing newer can be read. */
    refresh: async () => {
      const before = done;
      if (people.value === undefined || busy.value !== null) return;
      const reply = await ports.read();
      if (reply.ok && done === before) take(reply.value);
    },
    inviting,
    invite: (): Promise<boolean> => {
      note.value = '';
      return inviting.submit(
        ports.invite,
        reply => {
          done++;
          showInvitation(reply);
          inviting.take(NOBODY);
        },
        ({ reason }) => {
          if (reason === 'already_member' || reason === 'already_invited')
            return { fields: { email: inviteRefusalWords({ reason }) } };
          return reason === 'above_you' ? { text: changeRefusalWords({ reason }) } : undefined;
        },
      );
    },
    resend: ({ id }: Invitation) => during(id, () => ports.resend(id), showInvitation),
    withdraw: ({ id, name, email }: Invitation) =>
      during(
        id,
        () => ports.withdraw(id),
        () => {
          asked.value = null;
          if (shown.value?.person.email === email) shown.value = null;
          invitations.value = invitations.value.filter(each => each.id !== id);
          note.value = words.withdrawn(name);
        },
      ),
    newCode: (person: Person) => during(person.id, () => ports.newCode(person.id), showMember),
    changeRole: (person: Person, role: Role) =>
      during(
        person.id,
        () => ports.changeRole(person.id, role),
        ({ member }) => {
          put(member);
          note.value = words.changed(member.name, roleWord(role));
        },
      ),
    remove: (person: Person) =>
      during(
        person.id,
        () => ports.remove(person.id),
        () => {
          asked.value = null;
          people.value = people.value?.filter(({ id }) => id !== person.id);
          note.value = words.removed(person.name);
        },
      ),
    copy: async () => {
      if (shown.value) await ports.copy(shown.value.code);
    },
  };
};
