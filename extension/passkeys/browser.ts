/** The browser's side of passkeys. It reports a failure and a dismissal in the same way. */
import type { CreationOptions, RequestOptions } from '../../shared/passkeys/options.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** `gave_up`: dismissed, timed out, or no passkey for this Worker; the browser does not say which. */
export type PasskeyObstacle = { readonly reason: 'gave_up' | 'known_already' };

const obstacleOf = (error: unknown): PasskeyObstacle => ({
  reason: error instanceof DOMException && error.name === 'InvalidStateError' ? 'known_already' : 'gave_up',
});

const jsonOf = (credential: Credential | null): Result<unknown, PasskeyObstacle> =>
  credential instanceof PublicKeyCredential ? ok(credential.toJSON()) : err({ reason: 'gave_up' });

export const makePasskey = async (options: CreationOptions): Promise<Result<unknown, PasskeyObstacle>> => {
  try {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return jsonOf(await navigator.credentials.create({ publicKey }));
  } catch (error) {
    return err(obstacleOf(error));
  }
};

export const usePasskey = async (options: RequestOptions): Promise<Result<unknown, PasskeyObstacle>> => {
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return jsonOf(await navigator.credentials.get({ publicKey }));
  } catch (error) {
    return err(obstacleOf(error));
  }
};
