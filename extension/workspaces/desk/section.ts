import icon from 'lucide/dist/esm/icons/layers.mjs';
import type { Section } from '../../desk/section.ts';

export const workspaces: Section = {
  id: 'workspaces',
  title: 'Workspaces',
  group: 'you',
  icon,
  may: 'belong',
  load: async () => (await import('./open.tsx')).openWorkspaces,
};
