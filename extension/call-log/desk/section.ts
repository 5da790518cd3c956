import icon from 'lucide/dist/esm/icons/phone-log.mjs';
import type { Section } from '../../desk/section.ts';

export const callLog: Section = {
  id: 'calls',
  title: 'Calls',
  group: 'calls',
  icon,
  may: 'viewCalls',
  load: async () => (await import('./open.tsx')).openCallLog,
};
