export const words = {
  title: 'Countries',
  intro:
    'Where your people may call, and where callers may be forwarded to. Calls to any other country are refused before anything rings.',
  usual: 'Your own country and those of your phone numbers. A new number adds its country by itself.',
  chosen: 'Chosen by hand: a new phone number adds no country.',
  none: 'No country: nobody can be called.',
  follow: 'Follow our phone numbers again',
  find: 'Add a country',
  findHelp: 'By its name or its calling code, such as Latvia or +371.',
  nothing: (typed: string) => `No country is called “${typed}”.`,
  add: 'Add',
  costly: 'Also allow premium-rate and shared-cost numbers',
  costlyHelp:
    'In these countries. Each minute costs several times the usual price, and toll fraud lives on such numbers. Leave this off unless you know that you need one.',
  barred: 'The carrier does not let your account call it yet.',
  barredHelp:
    'To call there, allow it in the Twilio Console, under Voice, Settings, Geo permissions. Then save here, or set up again under Dialer.',
  shared: 'No country: satellite or international numbers, which cost the most.',
} as const;
