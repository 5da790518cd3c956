import type { OpenPage } from '../../desk/section.ts';
import { mayDo } from '../../team/may.ts';
import { ContactsPage } from './ContactsPage.tsx';
import { chromePorts } from './chrome-ports.ts';
import { createContacts } from './model.ts';

export const openContacts: OpenPage = () => {
  const list = createContacts(chromePorts());
  return ({ me }) => (
    <ContactsPage list={list} country={me.workspace.country} mayEdit={mayDo(me, 'editContacts')} />
  );
};
