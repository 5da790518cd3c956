export {
  acceptInvitation,
  declineInvitation,
  invitedTo,
  lookAtInvitation,
  redeemInvitation,
  sessionOfInvitation,
} from './store.ts';
