export { addressProof, isProven } from './address-proof.ts';
export { isOldSeal, seal, unseal } from './seal.ts';
