import type { DialerState } from '../../../shared/workspace/dialer-state.ts';

export const words = {
  basic: 'Basic',
  basicIntro: 'The workspace, and the carrier account its calls go through.',
  dialer: 'Dialer',
  dialerIntro: 'Whether calls can be made, and how.',
  save: 'Update Workspace',
  saving: 'Updating…',
  changedMeanwhile:
    'Somebody else has changed these settings in the meantime, so yours were not saved. Click Undo to load theirs, then make your change again.',
  loading: 'Loading the settings',
  offline: 'The server does not answer. Check your connection; nothing was changed.',
  name: 'Name of the workspace',
  nameHelp: 'What your people see above their calls.',
  country: 'Country',
  countryHelp: 'Phone numbers without a country code are read as numbers of this country.',
  carrier: 'Carrier',
  carrierHelp:
    'From the Twilio Console: Account Info on the first page. Both are tried before they are saved.',
  accountSid: 'Account SID',
  accountSidHelp: 'Begins with AC.',
  authToken: 'Auth Token',
  authTokenHelp: 'Stored encrypted, and never shown again.',
  stored: 'Stored. Enter a new one to change it.',
  enabled: 'Enable Dialer',
  enabledHelp:
    'Ringside then creates a TwiML application in your account and points your numbers to the server. Saving again repairs both.',
  apiKeySid: 'API Key SID',
  apiKeySidHelp:
    'Begins with SK. In the Twilio Console: Account, API keys & tokens, Create API key, type Standard.',
  apiKeySecret: 'API Key Secret',
  apiKeySecretHelp: 'Twilio shows it once. Stored encrypted, and never shown again.',
  calls: 'Calls',
  ringSeconds: 'Ring for, in seconds',
  ringSecondsHelp: 'How long a contact’s phone rings before the call ends: 5 to 60.',
  wrapUp: 'Wrap-up after a call, in seconds',
  wrapUpHelp:
    'How long a rep is shown in wrap-up after talking to somebody: 0 to 600. Done, or the next call, ends it.',
  inboundPickUp: 'When somebody calls you',
  inboundPickUpHelp:
    'Applies while a call is being forwarded (set under Phone Numbers). Picking up at once is more reliable, but the call is charged from then on; otherwise the caller pays nothing until somebody answers.',
  inboundPickUps: {
    ringback: 'Pick up at once; they hear it ring',
    ring_first: 'Let it ring until somebody answers',
  },
  recording: 'Recording',
  recordCalls: 'Record calls that are answered',
  recordCallsHelp:
    'Each contact hears the notice first; if it cannot be played, nothing is recorded. The rep sees that the call is being recorded, and can stop the recording if the contact objects. Recordings are kept under Calls for 90 days.',
  recordingNotice: 'What a contact hears first',
  recordingNoticeHelp:
    'Read out word for word before anything is recorded. In many places the law requires it.',
  defaultNumber: 'Number to call from',
  defaultNumberHelp:
    'Used for new contacts. A rep’s own pick comes first, then the number the contact was last called from.',
  oldestNumber: 'The oldest one',
  clickAction: 'When a rep clicks a number on a page',
  clickActionHelp: 'A change reaches reps’ browsers within ten minutes.',
  clickActions: { call: 'Call it at once', ask: 'Put it into the panel; the rep clicks Call there' },
  mostCalls: (most: number) =>
    `The carrier lets this account have ${most} calls at the same time: ${
      most === 2 ? 'it has no approved customer profile' : 'its customer profile is an individual’s'
    }. An approved business profile in the carrier’s console lifts this limit; until then, any further call is refused with this explanation.`,
  state: 'State of the dialer',
  states: {
    off: 'The dialer is off: nobody in this workspace can call.',
    ready: 'Ready: calls go out.',
    not_ready: 'Dialer not ready',
  } satisfies Record<DialerState['dialer'], string>,
  trial:
    'This is a trial account: it calls only numbers that are verified with the carrier, has one number, and ends each call after ten minutes. Upgrading it in the carrier’s console lifts all three.',
  checked: (when: string) => `Last checked ${when}.`,
  setUp: 'Set up again',
  settingUp: 'Setting up…',
  overview: 'Set-up',
  overviewIntro: 'The steps to your first call. Each step is marked as done automatically.',
  done: 'done',
  open: 'to do',
  steps: {
    account: {
      title: 'Account with the carrier',
      act: 'Enter it',
      todo: 'Enter Account SID and Auth Token.',
      done: 'Entered and tried.',
    },
    dialer: {
      title: 'Dialer',
      act: 'Enable it',
      todo: 'Enter an API key and enable the dialer.',
      done: 'Enabled and set up.',
    },
    number: {
      title: 'A number to call from',
      act: 'Add one',
      todo: 'Import one from your account, or buy one.',
      done: (count: number) => (count === 1 ? 'One number.' : `${count} numbers.`),
    },
    people: {
      title: 'Your people',
      act: 'Invite them',
      todo: 'Invite the people who will make calls.',
      done: (count: number) => `${count} members.`,
    },
    microphone: {
      title: 'Microphone of this browser',
      act: 'Allow it',
      todo: 'Allow it, so that you can be heard.',
      done: 'Allowed.',
    },
    sites: {
      title: 'Sites with call buttons',
      act: 'Add them',
      todo: 'Add the sites of your CRM: without one, numbers can be called from the panel only.',
      done: (count: number) => (count === 1 ? 'One site.' : `${count} sites.`),
      doneHere: 'Pages on this machine, as in every sandbox.',
    },
    call: {
      title: 'First call',
      act: '',
      todo: 'Open the side panel, type a number and click Call.',
      done: 'You have called somebody.',
    },
  },
} as const;
