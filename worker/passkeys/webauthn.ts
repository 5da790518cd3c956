/** The passkey library, loaded on first use: it is large, and most requests do not need it. */
export const webauthn = () => import('@simplewebauthn/server');
