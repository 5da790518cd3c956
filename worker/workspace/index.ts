export {
  accountOf,
  type CarrierAccount,
  forgetAccount,
  isReady,
  loginOf,
  openAccount,
  ownerLogin,
} from './account.ts';
export { workspaceByWebhookKey } from './by-webhook-key.ts';
export { budgetOf, Dialing, dialingOf, hoursOf, sitesOf, timeZoneOf } from './dialing.ts';
export {
  type AccountChange,
  allAccounts,
  beginAccount,
  type CarrierAccountRow,
  carrierAccountOf,
  changeWorkspace,
  countryOf,
  noteAccount,
  planOf,
  resealAccount,
  sharersOf,
  takeAccount,
  type Workspace,
  workspaceById,
} from './store.ts';
export { withheldOf } from './withheld.ts';
