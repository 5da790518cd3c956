import { useEffect } from 'preact/hooks';
import type { Session } from '../../session.ts';
import { Icon } from '../../ui/Icon.tsx';
import { mayDial } from '../may.ts';
import { ConnectForm } from './ConnectForm.tsx';
import type { Connect } from './model.ts';
import { roleWord, words } from './words.ts';

const SignedIn = ({ connect, session }: { connect: Connect; session: Session }) => {
  const { member, workspace } = session.me;
  const busy = connect.busy.value !== null;
  return (
    <section class="card">
      <span class="sign granted">
        <Icon name="check" />
      </span>
      <div role="status">
        <h1>{words.connected}</h1>
        <p>{mayDial(session.me) ? words.connectedNext : words.connectedSee}</p>
      </div>
      <dl class="facts">
        <dt>{words.name}</dt>
        <dd>
          <bdi>{member.name}</bdi>
        </dd>
        <dt>{words.email}</dt>
        <dd>
          <bdi>{member.email}</bdi>
        </dd>
        <dt>{words.workspace}</dt>
        <dd>
          <bdi>{workspace.name}</bdi>
        </dd>
        <dt>{words.role}</dt>
        <dd>{roleWord(member.role)}</dd>
        <dt>{words.server}</dt>
        <dd>{session.serverUrl}</dd>
      </dl>
      <div class="acts">
        <button type="button" class="button" aria-disabled={busy} onClick={() => void connect.disconnect()}>
          {busy ? words.signingOut : words.signOut}
        </button>
      </div>
    </section>
  );
};

/** Connects this browser, or shows who is signed in. */
export const ConnectPage = ({ connect }: { connect: Connect }) => {
  useEffect(() => void connect.load(), [connect]);
  const session = connect.session.value;
  if (session === undefined) return null;
  if (session) return <SignedIn connect={connect} session={session} />;
  return (
    <section class="card">
      <span class="sign">
        <Icon name="plug" />
      </span>
      <div>
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
      </div>
      {connect.note.value && <p role="status">{connect.note.value}</p>}
      <ConnectForm connect={connect} />
    </section>
  );
};
