export {
  accountNamed,
  accountOf,
  type CarrierAccount,
  forgetAccount,
  isReady,
  loginOf,
  openAccount,
  ownerLogin,
} from './account.ts';
export { workspaceByWebhookKey } from './by-webhook-key.ts';
export { budgetOf, dialingOf, hoursOf, sitesOf, timeZoneOf } from './dialing.ts';
export {
  type AccountChange,
  allAccounts,
  allFormerAccounts,
  beginAccount,
  type CarrierAccountRow,
  carrierAccountOf,
  countryOf,
  type FormerAccountRow,
  forgetFormerAccounts,
  noteAccount,
  planOf,
  resealAccount,
  resealFormerAccount,
  sharersOf,
  takeAccount,
  type Workspace,
  workspaceById,
} from './store.ts';
export { carrierAccount, formerAccount, organization, workspace } from './table.ts';
export { withheldOf } from './withheld.ts';
