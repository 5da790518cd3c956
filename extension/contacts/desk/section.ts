import icon from 'lucide/dist/esm/icons/book-user.mjs';
import type { Section } from '../../desk/section.ts';

export const contacts: Section = {
  id: 'contacts',
  title: 'Contacts',
  group: 'people',
  icon,
  may: 'viewContacts',
  load: async () => (await import('./open.tsx')).openContacts,
};
