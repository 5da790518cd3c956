/** The browser's side of passkeys. What it says when it could not, or somebody did not want to, is one answer. */
import type { CreationOptions, RequestOptions } from '../../shared/passkeys/options.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** `gave_up`: dismissed, timed out, or there is none for this Worker; the browser does not tell which. */
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
