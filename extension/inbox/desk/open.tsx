import { useMemo } from 'preact/hooks';
import type { OpenPage } from '../../desk/section.ts';
import type { Session } from '../../session.ts';
import { mayDial, mayDo } from '../../team/may.ts';
import { chromePorts } from '../chrome-ports.ts';
import { createInbox } from '../model.ts';
import { callBack, followChanges } from './chrome-ports.ts';
import { InboxPage } from './InboxPage.tsx';

const Opened = ({ me }: Pick<Session, 'me'>) => {
  const mayAct = mayDo(me, 'noteCalls');
  const inbox = useMemo(() => createInbox(chromePorts(), mayAct), [mayAct]);
  return (
    <InboxPage
      inbox={inbox}
      country={me.workspace.country}
      memberId={me.member.id}
      follow={followChanges}
      onCallBack={mayDial(me) ? callBack : undefined}
    />
  );
};

export const openInbox: OpenPage = () => Opened;
