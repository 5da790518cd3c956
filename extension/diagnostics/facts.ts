import type { CheckUp } from '../../shared/diagnostics/contract.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import type { Result } from '../../shared/result.ts';
import type { LineTest, LineTestObstacle } from '../calls/line-test.ts';
import type { MicrophoneAccess } from '../calls/microphone-access.ts';
import type { Obstacle, PhoneState } from '../messages.ts';

/** What this browser's own devices are, and whether anything comes from the microphone. */
export type Devices = {
  readonly microphone: MicrophoneAccess;
  readonly inputs: number;
  readonly outputs: number;
  /** What the microphone is called that is used; empty where nobody may know. */
  readonly label: string;
  /** The loudest that was heard, 0 to 1; null where it could not be opened. */
  readonly level: number | null;
  readonly isMuted: boolean;
  /** A page may play sound: not where the browser holds it back. */
  readonly mayPlay: boolean;
};

/** What has been found out so far; a part that is undefined has not been looked at yet. */
export type Facts = {
  readonly browser?: { readonly isChromium: boolean; readonly isOnline: boolean };
  readonly isSignedIn?: boolean;
  /** What the Worker says, and when its answer came, on this machine's clock. */
  readonly worker?: Result<CheckUp, Obstacle>;
  readonly skewMs?: number;
  /** The number that was picked by hand on this computer, and those there are to call from. */
  readonly callerId?: { readonly picked: E164 | null; readonly callable: readonly E164[] };
  readonly devices?: Devices;
  /** Null where there is no phone document. */
  readonly phone?: Pick<PhoneState, 'duty' | 'skewMs'> | null;
  readonly line?: Result<LineTest, LineTestObstacle>;
  /** Whether the Worker was asked, signed, by the carrier during the test. */
  readonly wasWorkerAsked?: boolean;
};
