/** The library that knows passkeys, loaded when the first one comes: it is large, and most requests have none. */
export const webauthn = () => import('@simplewebauthn/server');
