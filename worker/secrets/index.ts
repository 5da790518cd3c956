export { addressProof, isProven } from './address-proof.ts';
export { auditKey, auditMac } from './audit-mac.ts';
export { isOldSeal, seal, unseal } from './seal.ts';
