export const words = {
  title: 'Countries',
  intro:
    'Where your people may call, and where callers may be forwarded to. Calls to any other country are refused before anything rings.',
  usual:
    'Your workspace’s country and those of your phone numbers. A new phone number adds its country automatically.',
  chosen: 'You chose these countries. A new phone number does not add its country.',
  none: 'No countries allowed: nobody can be called.',
  follow: 'Go back to the default countries',
  find: 'Add a country',
  findHelp: 'By its name or its calling code, such as Latvia or +371.',
  nothing: (typed: string) => `No country matches “${typed}”.`,
  add: 'Add',
  costly: 'Also allow premium-rate and shared-cost numbers',
  costlyHelp:
    'Applies to the countries above. These numbers cost several times the usual price per minute and are a common target of toll fraud. Leave this off unless you need to call one.',
  barred: 'The carrier does not let your account call it yet.',
  barredHelp:
    'To call there, allow it in the Twilio Console, under Voice, Settings, Geo permissions. Then save here, or set up again under Dialer.',
  shared: 'Not a country: satellite or international-network numbers, the most expensive to call.',
} as const;
