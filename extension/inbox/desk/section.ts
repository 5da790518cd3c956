import icon from 'lucide/dist/esm/icons/phone-missed.mjs';
import type { Section } from '../../desk/section.ts';

export const inbox: Section = {
  id: 'missed-calls',
  title: 'Missed calls',
  group: 'calls',
  icon,
  may: 'viewCalls',
  load: async () => (await import('./open.tsx')).openInbox,
};
