import type { Invitation } from '../../../shared/members/contract.ts';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Members } from './model.ts';
import { roleWord, words } from './words.ts';

const day = (at: number): string => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(at);

const stateOf = ({ state, invitedBy, expiresAt }: Invitation): string => {
  if (state === 'declined') return words.declined;
  return state === 'expired' ? words.expired(day(expiresAt)) : words.open(invitedBy, day(expiresAt));
};

const Acts = ({ list, invitation }: { list: Members; invitation: Invitation }) => {
  if (!list.mayTakeBack(invitation)) return null;
  const { id, name } = invitation;
  const busy = list.busy.value !== null;
  const button = (text: string, act: () => unknown, more = 'button') => (
    <button
      type="button"
      class={more}
      aria-label={`${text}: ${name}`}
      aria-disabled={busy}
      onClick={() => void act()}
    >
      {text}
    </button>
  );
  if (list.asked.value === id)
    return (
      <div role="alertdialog" aria-label={words.withdrawAsk(name)}>
        <p class="fine">{words.withdrawAsk(name)}</p>
        <div class="acts">
          {button(words.withdraw, () => list.withdraw(invitation), 'button end')}
          {button(words.keepInvitation, () => (list.asked.value = null))}
        </div>
      </div>
    );
  return (
    <div class="acts">
      {button(words.resend, () => list.resend(invitation))}
      {button(words.withdraw, () => (list.asked.value = id))}
    </div>
  );
};

/** The invitations that have not been accepted. */
export const InvitationList = ({ list }: { list: Members }) => {
  const all = list.invitations.value;
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">{words.invitations}</h2>
      <p class="fine">{words.invitationsIntro}</p>
      <ul class="rows all">
        {all.map(invitation => (
          <li class="row member" key={invitation.id}>
            <div>
              <p class="row-name">
                <bdi>{invitation.name}</bdi>
              </p>
              <p class="fine">
                <bdi>{invitation.email}</bdi> ·{' '}
                <span class={invitation.state === 'open' ? undefined : 'stale'}>{stateOf(invitation)}</span>
              </p>
              <TroubleNote trouble={list.troubleAt(invitation.id)} />
            </div>
            <span>{roleWord(invitation.role)}</span>
            <Acts list={list} invitation={invitation} />
          </li>
        ))}
      </ul>
    </section>
  );
};
