import type { CheckUp } from '../../shared/diagnostics/contract.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import type { Result } from '../../shared/result.ts';
import type { MicrophoneAccess } from '../calls/microphone-access.ts';
import type { LineTest, LineTestObstacle, Obstacle, PhoneReport } from '../messages.ts';

/** This browser's own devices, and whether the microphone picks anything up. */
export type Devices = {
  readonly microphone: MicrophoneAccess;
  readonly inputs: number;
  readonly outputs: number;
  /** The name of the microphone in use; empty when it is not allowed to be read. */
  readonly label: string;
  /** The loudest level heard, 0 to 1; null when the microphone could not be opened. */
  readonly level: number | null;
  readonly isMuted: boolean;
  /** Whether a page may play sound: false when the browser blocks it. */
  readonly mayPlay: boolean;
};

/** What has been found out so far; a part that is undefined has not been checked yet. */
export type Facts = {
  readonly browser?: { readonly isChromium: boolean; readonly isOnline: boolean };
  readonly isSignedIn?: boolean;
  /** The Worker's reply; `skewMs` is how far the Worker's clock is ahead of this machine's. */
  readonly worker?: Result<CheckUp, Obstacle>;
  readonly skewMs?: number;
  /** The number that was picked by hand on this computer, and all numbers that may be called from. */
  readonly callerId?: { readonly picked: E164 | null; readonly callable: readonly E164[] };
  readonly devices?: Devices;
  /** Null when there is no phone document. */
  readonly phone?: PhoneReport | null;
  /** Whether what this computer sends to the internet goes through a VPN. */
  readonly isVpn?: boolean;
  readonly line?: Result<LineTest, LineTestObstacle>;
  /** Whether the Worker received a signed request from the carrier during the test. */
  readonly wasWorkerAsked?: boolean;
};
