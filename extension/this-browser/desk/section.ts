import icon from 'lucide/dist/esm/icons/monitor.mjs';
import type { Section } from '../../desk/section.ts';
import type { Connect } from '../../team/desk/model.ts';

export const browser = (connect: Connect): Section => ({
  id: 'browser',
  title: 'This browser',
  group: 'you',
  icon,
  may: 'belong',
  load: async () => (await import('./open.tsx')).openBrowser(connect),
});
