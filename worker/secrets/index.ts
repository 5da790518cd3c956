export { addressProof, isProven } from './address-proof.ts';
export { auditKey, auditMac } from './audit-mac.ts';
export { isMadeHere, proofOf } from './made-here.ts';
export { isOldSeal, seal, unseal } from './seal.ts';
