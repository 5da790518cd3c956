import icon from 'lucide/dist/esm/icons/list-checks.mjs';
import type { Section } from '../../desk/section.ts';

export const setUp: Section = {
  id: 'set-up',
  title: 'Set-up',
  group: 'today',
  icon,
  may: 'runWorkspace',
  load: async () => (await import('./open.tsx')).openSetUp,
  isUnfinished: async () => (await import('./open.tsx')).isUnfinished(),
};
