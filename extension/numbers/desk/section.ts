import icon from 'lucide/dist/esm/icons/hash.mjs';
import type { Section } from '../../desk/section.ts';

export const numbers: Section = {
  id: 'numbers',
  title: 'Phone Numbers',
  group: 'numbers',
  icon,
  may: 'runWorkspace',
  load: async () => (await import('./open.tsx')).openNumbers,
};
