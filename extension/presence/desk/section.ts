import icon from 'lucide/dist/esm/icons/headset.mjs';
import type { Section } from '../../desk/section.ts';
import { words } from '../words.ts';

export const team: Section = {
  id: 'team',
  title: words.team,
  group: 'people',
  icon,
  may: 'belong',
  load: async () => (await import('./open.tsx')).openTeam,
};
