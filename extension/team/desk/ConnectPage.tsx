import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Role } from '../../../shared/endpoint.ts';
import type { Session } from '../../session.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import type { Connect } from './model.ts';
import { roleWord, words } from './words.ts';

const SignedIn = ({ connect, session }: { connect: Connect; session: Session }) => {
  const { member, workspace } = session.me;
  const busy = connect.busy.value;
  return (
    <main class="card">
      <span class="sign granted">
        <Icon name="check" />
      </span>
      <div role="status">
        <h1>{words.connected}</h1>
        <p>{words.connectedNext}</p>
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
    </main>
  );
};

const isAdmin = (role: Role): boolean => role === 'owner' || role === 'admin';

type Props = {
  connect: Connect;
  /** What those who run the workspace see below who they are. */
  forAdmins?: ComponentChildren;
};

/** Connects this browser with a setup code, and says who is signed in. */
export const ConnectPage = ({ connect, forAdmins }: Props) => {
  useEffect(() => void connect.load(), [connect]);
  const session = connect.session.value;
  if (session === undefined) return null;
  if (session)
    return (
      <>
        <SignedIn connect={connect} session={session} />
        {isAdmin(session.me.member.role) && forAdmins}
      </>
    );
  return (
    <main class="card">
      <span class="sign">
        <Icon name="plug" />
      </span>
      <div>
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
      </div>
      {connect.note.value && <p role="status">{connect.note.value}</p>}
      <ConnectForm connect={connect} />
    </main>
  );
};
