export const words = {
  title: 'Countries',
  intro:
    'Where your people may call, and where callers may be forwarded to. Calls to any other country are refused before anything rings.',
  usual: 'Your own country and those of your phone numbers. A new number adds its country by itself.',
  chosen: 'Chosen by hand: a new phone number adds no country.',
  follow: 'Follow our numbers again',
  find: 'Add a country',
  findHelp: 'By its name or its calling code, such as Latvia or +371.',
  nothing: (typed: string) => `No country is called “${typed}”.`,
  add: 'Add',
  remove: (name: string) => `Remove ${name}`,
  costly: 'Also allow premium-rate and shared-cost numbers',
  costlyHelp:
    'In these countries. Such numbers bill several times the usual price for each minute; toll fraud lives on them. Leave this off unless you know the number.',
  barred:
    'The carrier does not let your account call it yet. Enable it in the Twilio Console, under Voice, Settings, Geo permissions; then save, or set up again.',
  shared: 'No country: satellite or international numbers, which cost the most.',
} as const;
