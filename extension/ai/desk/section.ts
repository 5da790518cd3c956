import icon from 'lucide/dist/esm/icons/sparkles.mjs';
import type { Section } from '../../desk/section.ts';

export const ai: Section = {
  id: 'ai',
  title: 'AI',
  group: 'settings',
  icon,
  may: 'runWorkspace',
  load: async () => (await import('./open.tsx')).openAi,
};
