import { MOST_SITES } from '../../../shared/workspace/sites.ts';

export const words = {
  title: 'Sites',
  intro:
    'On which sites numbers get a call button. Each rep’s browser asks them once for each; nothing else is ever looked at.',
  none: 'None yet: no page gets a call button.',
  site: 'Site',
  siteHelp:
    'Paste an address of your CRM, or type app.hubspot.com; *.lightning.force.com is everything below it.',
  add: 'Add',
  remove: (site: string) => `Remove ${site}`,
  tooMany: `At most ${MOST_SITES} sites.`,
} as const;
