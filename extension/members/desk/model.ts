import { computed, signal } from '@preact/signals';
import type { ReplyOf, RequestOf, Role } from '../../../shared/endpoint.ts';
import type { MemberId } from '../../../shared/ids.ts';
import {
  type changeRole,
  invite,
  type members,
  type newCode,
  type Person,
  type removeMember,
} from '../../../shared/members/contract.ts';
import { mayManage, rolesGivenBy } from '../../../shared/members/roles.ts';
import { inviteRefusalWords, keptWords } from '../../../shared/members/words.ts';
import type { Reply } from '../../http.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
import { roleWord, words } from './words.ts';

export type Wires = {
  readonly me: () => Promise<{ readonly id: MemberId; readonly role: Role } | undefined>;
  readonly read: () => Promise<Reply<typeof members>>;
  readonly invite: (request: RequestOf<typeof invite>) => Promise<Reply<typeof invite>>;
  readonly newCode: (id: MemberId) => Promise<Reply<typeof newCode>>;
  readonly changeRole: (id: MemberId, role: Role) => Promise<Reply<typeof changeRole>>;
  readonly remove: (id: MemberId) => Promise<Reply<typeof removeMember>>;
  readonly copy: (text: string) => Promise<void>;
};

/** What is wrong with an invitation, by field. */
export type Wrong = Readonly<Partial<Record<'name' | 'email', string>>>;
type Fault = {
  readonly reason: string;
  readonly detail?: string;
  readonly requestId?: string;
};

const isKept = (reason: string): reason is 'above_you' | 'yourself' | 'last_owner' =>
  reason === 'above_you' || reason === 'yourself' || reason === 'last_owner';

const troubleOf = ({ reason, detail, requestId }: Fault): Trouble => {
  if (reason === 'already_member') return { text: inviteRefusalWords({ reason }) };
  if (isKept(reason)) return { text: keptWords({ reason }) };
  return reason === 'server' && detail !== undefined ? { text: detail, requestId } : { text: words.offline };
};

/** A code that is shown once. */
export type ShownCode = {
  readonly person: Person;
  readonly code: string;
  readonly expiresAt: number;
  readonly isMailed: boolean;
};

const collator = new Intl.Collator(undefined, { numeric: true });
const inOrder = (people: readonly Person[]): Person[] =>
  people.toSorted((a, b) => collator.compare(a.name, b.name));

export type Members = ReturnType<typeof createMembers>;

/** The people of a workspace, and what those who run it do to them. */
export const createMembers = (wires: Wires) => {
  /** Undefined until they have been read. */
  const people = signal<readonly Person[] | undefined>(undefined);
  const me = signal<{ readonly id: MemberId; readonly role: Role } | undefined>(undefined);
  const trouble = signal<Trouble | null>(null);
  const wrong = signal<Wrong>({});
  const note = signal('');
  const shown = signal<ShownCode | null>(null);
  /** Shows only whose name or address has this in it. */
  const wanted = signal('');
  const found = computed(() => {
    const text = wanted.value.trim().toLowerCase();
    return people.value?.filter(
      ({ name, email }) => name.toLowerCase().includes(text) || email.includes(text),
    );
  });
  /** Whose removal waits for a second word. */
  const asked = signal<MemberId | null>(null);
  const busy = signal<MemberId | 'invite' | null>(null);

  const put = (person: Person) => {
    const others = (people.value ?? []).filter(({ id }) => id !== person.id);
    people.value = inOrder([...others, person]);
  };

  /** One thing at a time; what went wrong is said. */
  const during = async <T>(
    what: MemberId | 'invite',
    ask: () => Promise<{ ok: true; value: T } | { ok: false; error: Fault }>,
    then: (value: T) => void,
  ): Promise<boolean> => {
    if (busy.value !== null) return false;
    busy.value = what;
    trouble.value = null;
    note.value = '';
    const reply = await ask();
    busy.value = null;
    if (reply.ok) then(reply.value);
    else trouble.value = troubleOf(reply.error);
    return reply.ok;
  };

  const show = ({ member, ...made }: ReplyOf<typeof invite>) => {
    put(member);
    shown.value = { person: member, ...made };
  };

  return {
    people,
    found,
    wanted,
    me,
    trouble,
    note,
    shown,
    asked,
    busy,
    mayGive: (): readonly Role[] => (me.value ? rolesGivenBy(me.value.role) : []),
    mayChange: (person: Person): boolean =>
      me.value !== undefined && person.id !== me.value.id && mayManage(me.value.role, person.role),
    load: async () => {
      trouble.value = null;
      me.value = await wires.me();
      const reply = await wires.read();
      if (reply.ok) people.value = inOrder(reply.value.members);
      else trouble.value = troubleOf(reply.error);
    },
    wrong,
    invite: async (request: RequestOf<typeof invite>): Promise<boolean> => {
      const parsed = invite.request.safeParse(request);
      wrong.value = parsed.success
        ? {}
        : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
      return parsed.success && during('invite', () => wires.invite(parsed.data), show);
    },
    newCode: (person: Person) => during(person.id, () => wires.newCode(person.id), show),
    changeRole: (person: Person, role: Role) =>
      during(
        person.id,
        () => wires.changeRole(person.id, role),
        ({ member }) => {
          put(member);
          note.value = words.changed(member.name, roleWord(role));
        },
      ),
    remove: (person: Person) =>
      during(
        person.id,
        () => wires.remove(person.id),
        () => {
          asked.value = null;
          people.value = people.value?.filter(({ id }) => id !== person.id);
          note.value = words.removed(person.name);
        },
      ),
    copy: async () => {
      if (shown.value) await wires.copy(shown.value.code);
    },
  };
};
