export { auditKey, auditMac } from './audit-mac.ts';
export { isMadeHere, signatureOf } from './made-here.ts';
export { isOldSeal, seal, unseal } from './seal.ts';
export { addressSignature, isSignedAddress } from './signed-address.ts';
