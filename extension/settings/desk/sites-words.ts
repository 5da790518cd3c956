export const words = {
  title: 'Sites',
  intro:
    'The sites on which phone numbers get a call button. Each rep’s browser asks for permission once per site; no other page is ever read.',
  none: 'None yet: no page gets a call button.',
  noneInSandbox: 'None yet: in this sandbox, only pages on this machine (localhost) get a call button.',
  site: 'Add a site',
  siteHelp:
    'Paste an address of your CRM, or type its name, like app.hubspot.com. Use * for any subdomain: *.lightning.force.com.',
  add: 'Add',
} as const;
