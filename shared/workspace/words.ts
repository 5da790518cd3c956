/** Texts about a workspace's settings, shared by the Worker and the desk. */
import type { RefusalOf } from '../endpoint.ts';
import { destinationInWords } from '../numbers/destination.ts';
import type { updateSettings } from '../settings/contract.ts';
import type { setUp } from './contract.ts';
import type { FieldFault } from './settings.ts';
import type { SetupProblem } from './setup-problem.ts';

const FIELD_FAULTS: Readonly<Record<FieldFault, string>> = {
  token_refused:
    'The carrier does not accept this Auth Token for this Account SID. Copy both again from its console.',
  token_needed: 'Enter the Auth Token of this account as well.',
  secret_needed: 'Enter the secret of this API key as well.',
  key_refused:
    'The carrier does not accept this API key and secret for this account. Create a new Standard key and enter both.',
  account_suspended: 'The carrier has suspended this account. Sign in to its console to see why.',
  account_closed: 'This account is closed. Enter the SID of one that is open.',
};
export const fieldFaultWords = (fault: FieldFault): string => FIELD_FAULTS[fault];

export const updateRefusalWords = (refusal: RefusalOf<typeof updateSettings>): string => {
  switch (refusal.reason) {
    case 'not_accepted':
      return 'Some credentials are missing, or the carrier does not accept them. Nothing was changed.';
    case 'carrier_silent':
      return 'The credentials could not be checked with the carrier. Nothing was changed. Try again in a minute.';
    case 'not_in_plan':
      return 'Your plan does not include the dialer. Upgrade it, then enable the dialer.';
    case 'number_unknown':
      return 'This number is no longer in the workspace. Choose another one.';
    case 'changed_meanwhile':
      return 'Somebody else has changed these settings in the meantime. Load them again, then make your change.';
  }
};

export const setUpRefusalWords = (_: RefusalOf<typeof setUp>): string =>
  'Somebody is setting this account up right now. Wait a moment, then load again.';

/** What is in the way, and what to do about it. */
export const problemWords = (problem: SetupProblem): { readonly what: string; readonly next: string } => {
  switch (problem.kind) {
    case 'not_in_plan':
      return {
        what: 'Your plan does not include the dialer.',
        next: 'Ask the people who run Ringside for you to upgrade the plan.',
      };
    case 'account_missing':
      return {
        what: 'There is no account with the carrier yet.',
        next: 'Enter Account SID and Auth Token under Basic.',
      };
    case 'key_missing':
      return {
        what: 'There is no API key yet.',
        next: 'Create a Standard API key in the carrier’s console and enter its SID and secret under Dialer.',
      };
    case 'token_refused':
      return {
        what: 'The carrier does not accept the Auth Token any more.',
        next: 'Copy the Auth Token from the carrier’s console and save it under Basic.',
      };
    case 'key_refused':
      return {
        what: 'The carrier does not accept the API key any more.',
        next: 'Create a new Standard API key in the carrier’s console and save it under Dialer.',
      };
    case 'account_suspended':
      return {
        what: 'The carrier has suspended the account.',
        next: 'Sign in to the carrier’s console to see why, then set up again.',
      };
    case 'account_closed':
      return { what: 'The account is closed.', next: 'Enter the SID and token of one that is open.' };
    case 'secret_lost':
      return {
        what: 'The stored credentials cannot be read any more: the key they were encrypted with is gone.',
        next: 'Enter Auth Token and API Key Secret again.',
      };
    case 'carrier_silent':
      return { what: 'The carrier does not answer.', next: 'Set up again in a minute.' };
    case 'carrier_busy':
      return {
        what: 'The carrier is too busy to take this request.',
        next: 'Nothing was changed in your account. Set up again in a minute.',
      };
    case 'carrier_refused':
      return {
        what: `The carrier refused: ${problem.message || 'no reason given'} (${problem.code}).`,
        next: 'Fix this in the carrier’s console, then set up again.',
      };
    case 'no_numbers':
      return {
        what: 'There is no number to call from.',
        next: 'Add one under Phone Numbers, or enable voice for one.',
      };
    case 'country_barred':
      return {
        what: `You allow calls to ${destinationInWords(problem.country)}, but the carrier does not let your account make them.`,
        next: 'Enable the country in the Twilio Console, under Voice, Settings, Geo permissions, then set up again; or remove it under Countries.',
      };
    case 'forward_not_allowed':
      return {
        what: `Calls to ${problem.number} are not forwarded: ${problem.forwardTo} is in a country you do not allow, or is a premium-rate or shared-cost number.`,
        next: 'Allow it under Countries, or enter another number under Phone Numbers.',
      };
    case 'number_gone':
      return {
        what: `${problem.number} is no longer in your account with the carrier.`,
        next: 'Stop using it under Phone Numbers, or get it back in the carrier’s console.',
      };
  }
};

/** Its acts, as the audit log shows them. */
export const actWords = {
  'setup.plan': 'Changed the plan at the command line',
  'workspace.setUp': 'Set up the account with the carrier',
} as const;
