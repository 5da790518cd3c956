import type { Invitation } from '../../../shared/members/contract.ts';
import { Confirm } from '../../ui/confirm/Confirm.tsx';
import { repDates } from '../../ui/format/dates.ts';
import { byId } from '../../ui/list/list-model.ts';
import { Rows } from '../../ui/list/Rows.tsx';
import { Part } from '../../ui/Part.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import styles from './members.module.css';
import type { Members } from './model.ts';
import { roleWord, words } from './words.ts';

const stateOf = ({ state, invitedBy, expiresAt }: Invitation): string => {
  if (state === 'declined') return words.declined;
  return state === 'expired'
    ? words.expired(repDates().day(expiresAt))
    : words.open(invitedBy, repDates().day(expiresAt));
};

const Acts = ({ list, invitation }: { list: Members; invitation: Invitation }) => {
  if (!list.mayTakeBack(invitation)) return null;
  const button = (text: string, act: () => unknown) => (
    <button
      type="button"
      class="button"
      aria-label={`${text}: ${invitation.name}`}
      aria-disabled={list.busy.value !== null}
      onClick={() => void act()}
    >
      {text}
    </button>
  );
  return (
    <div class="acts">
      {button(words.resend, () => list.resend(invitation))}
      {button(words.withdraw, () => (list.asked.value = invitation))}
    </div>
  );
};

const Row = ({ list, invitation }: { list: Members; invitation: Invitation }) => (
  <>
    <div>
      <p class="row-name">
        <bdi>{invitation.name}</bdi>
      </p>
      <p class="fine">
        <bdi>{invitation.email}</bdi> ·{' '}
        <span class={invitation.state === 'open' ? undefined : styles.stale}>{stateOf(invitation)}</span>
      </p>
      <TroubleNote trouble={list.asked.value ? null : list.troubleAt(invitation.id)} />
    </div>
    <span>{roleWord(invitation.role)}</span>
    <Acts list={list} invitation={invitation} />
  </>
);

/** The invitations that have not been accepted. */
export const InvitationList = ({ list }: { list: Members }) => {
  const all = list.invitations.value;
  const asked = all.find(({ id }) => id === list.asked.value?.id);
  if (all.length === 0) return null;
  return (
    <Part id="invitations" title={words.invitations}>
      <p class="fine">{words.invitationsIntro}</p>
      <Rows items={all} idOf={byId} row={styles.member}>
        {invitation => <Row list={list} invitation={invitation} />}
      </Rows>
      <Confirm
        asks={asked ? words.withdrawAsk(asked.name) : null}
        act={words.withdraw}
        cancel={words.keep}
        isBusy={list.busy.value !== null}
        trouble={asked ? list.troubleAt(asked.id) : null}
        onAct={() => asked && list.withdraw(asked)}
        onCancel={() => (list.asked.value = null)}
      >
        {words.withdrawThen}
      </Confirm>
    </Part>
  );
};
