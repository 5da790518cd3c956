import icon from 'lucide/dist/esm/icons/users.mjs';
import type { Section } from '../../desk/section.ts';

export const members: Section = {
  id: 'members',
  title: 'Members',
  group: 'people',
  icon,
  may: 'runWorkspace',
  load: async () => (await import('./open.tsx')).openMembers,
};
