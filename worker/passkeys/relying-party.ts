/** A passkey is valid for this Worker's host, when our extension's own pages ask for it. */
const CHALLENGE_MS = 5 * 60_000;

export const challengeEnds = (now: number): number => now + CHALLENGE_MS;

export const relyingParty = (env: Env): { readonly id: string; readonly name: string } => ({
  id: new URL(env.PUBLIC_URL).hostname,
  name: 'Ringside',
});

export const expectedOrigins = (env: Env): string[] =>
  env.EXTENSION_ORIGINS.split(',').map(each => each.trim());

const isText = (value: unknown): value is { readonly challenge: string } =>
  typeof value === 'object' && value !== null && 'challenge' in value && typeof value.challenge === 'string';

/** The challenge named in an answer; undefined if the answer cannot be read. */
export const challengeIn = (clientDataJSON: string): string | undefined => {
  try {
    const data: unknown = JSON.parse(atob(clientDataJSON.replaceAll('-', '+').replaceAll('_', '/')));
    return isText(data) ? data.challenge : undefined;
  } catch {
    return undefined;
  }
};
