import icon from 'lucide/dist/esm/icons/scroll-text.mjs';
import type { Section } from '../../desk/section.ts';

export const audit: Section = {
  id: 'audit',
  title: 'Audit log',
  group: 'settings',
  icon,
  may: 'runWorkspace',
  load: async () => (await import('./open.tsx')).openAudit,
};
