import activity from 'lucide/dist/esm/icons/activity.mjs';
import listRestart from 'lucide/dist/esm/icons/list-restart.mjs';
import type { Section } from '../../desk/section.ts';

export const checkUp: Section = {
  id: 'check-up',
  title: 'Check-up',
  group: 'you',
  icon: activity,
  may: 'belong',
  load: async () => (await import('./open-check-up.tsx')).openCheckUp,
};

export const failedJobs: Section = {
  id: 'failed-jobs',
  title: 'Failed jobs',
  group: 'settings',
  icon: listRestart,
  may: 'runWorkspace',
  load: async () => (await import('./open-failed-jobs.tsx')).openFailedJobs,
};
