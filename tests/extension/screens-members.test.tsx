import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { MembersCard } from '../../extension/members/desk/MembersCard.tsx';
import { createMembers, type Ports } from '../../extension/members/desk/model.ts';
import { InvitationId, MemberId } from '../../shared/ids.ts';
import type { Invitation, Person } from '../../shared/members/contract.ts';
import { err, ok } from '../../shared/result.ts';

afterEach(cleanup);

const id = (letter: string) => letter.repeat(26);
const owner: Person = {
  id: MemberId.parse(`mem_${id('a')}`),
  name: 'Olivia Grant',
  email: 'olivia@acme.example',
  role: 'owner',
  joinedAt: 1,
  lastSeenAt: 1,
  codeUntil: null,
};
const nia: Person = { ...owner, id: MemberId.parse(`mem_${id('b')}`), name: 'Nia Okoro', role: 'agent' };
const invited: Invitation = {
  id: InvitationId.parse(`inv_${id('c')}`),
  name: nia.name,
  email: nia.email,
  role: 'agent',
  invitedBy: owner.name,
  sentAt: 1,
  expiresAt: 2,
  state: 'open',
};

test('a person who has joined in another browser is shown when the page comes back into view', async () => {
  let hasJoined = false;
  const refused = async () => err({ reason: 'above_you' as const });
  const ports: Ports = {
    me: async () => ({ id: owner.id, role: owner.role }),
    read: async () =>
      ok(
        hasJoined ? { members: [owner, nia], invitations: [] } : { members: [owner], invitations: [invited] },
      ),
    invite: refused,
    resend: refused,
    withdraw: refused,
    newCode: refused,
    changeRole: refused,
    remove: refused,
    copy: async () => {},
  };
  render(<MembersCard list={createMembers(ports)} />);
  await screen.findByRole('button', { name: /Withdraw/ });
  hasJoined = true;
  dispatchEvent(new Event('focus'));
  await screen.findByRole('button', { name: /Remove/ });
  expect(screen.queryByRole('button', { name: /Withdraw/ })).toBeNull();
});
