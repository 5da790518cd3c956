import type { FunctionComponent } from 'preact';
import type { CallContact, CallView } from '../../../shared/calls/contract.ts';
import type { RefusalOf } from '../../../shared/endpoint.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { E164, NumberView } from '../../../shared/numbers/contract.ts';
import type { Result } from '../../../shared/result.ts';
import type { Me, switchWorkspace, WorkspaceSummary } from '../../../shared/team/contract.ts';
import type { AllowedSites } from '../../allowed-sites/model.ts';
import type { MissedPorts } from '../../inbox/index.ts';
import type {
  AnswerOutcome,
  DialAsk,
  DialOutcome,
  HoldAsk,
  Obstacle,
  PhoneState,
  RejoinRefusal,
} from '../../messages.ts';
import type { StatusPanelProps } from '../../presence/StatusPanel.tsx';

type Answer<T> = Promise<Result<T, Obstacle>>;

/** Everything the panel needs from outside: the phone, the background, the Worker and the clock. */
export type Ports = {
  /** Receives frames from the phone's Port until it closes; calls `onGone` once. Returns a disconnect function. */
  readonly watchPhone: (onState: (state: PhoneState) => void, onGone: (why?: string) => void) => () => void;
  readonly goOnDuty: () => Answer<null>;
  readonly dial: (ask: DialAsk) => Promise<DialOutcome>;
  readonly rejoin: () => Promise<Result<null, RejoinRefusal | Obstacle>>;
  readonly hangUp: () => Answer<null>;
  readonly answer: (callId: CallId) => Promise<AnswerOutcome>;
  readonly decline: (callId: CallId) => Answer<null>;
  readonly toVoicemail: (callId: CallId) => Answer<null>;
  readonly stopRecording: (callId: CallId) => Answer<unknown>;
  readonly mute: (on: boolean) => Answer<null>;
  /** Requests a hold over the phone's socket; false if that is not possible now. */
  readonly holdNow: (wanted: HoldAsk) => Promise<boolean>;
  /** Requests it over HTTP. The same request may be made both ways. */
  readonly hold: (wanted: HoldAsk) => Answer<{ call: CallView }>;
  readonly sendDigits: (digits: string) => Answer<null>;
  readonly dismiss: () => Promise<unknown>;
  readonly me: () => Answer<Me>;
  /** The workspaces in which this person is a member. */
  readonly workspaces: () => Answer<readonly WorkspaceSummary[]>;
  readonly switchTo: (
    id: WorkspaceSummary['id'],
  ) => Promise<Result<Me, RefusalOf<typeof switchWorkspace> | Obstacle>>;
  readonly lookUp: (number: string) => Answer<{ contact: CallContact | null }>;
  /** The rep's calls, newest first; `before` is the openedAt of the last row shown. */
  readonly recents: (before?: number) => Answer<{ calls: readonly CallView[]; more: boolean }>;
  /** How much there is in the inbox of missed calls. */
  readonly missed: MissedPorts['count'];
  readonly numbers: () => Answer<readonly NumberView[]>;
  /** The number this computer calls from; undefined if the Worker picks. */
  readonly callFrom: () => Promise<E164 | undefined>;
  readonly storeCallFrom: (number: E164 | null) => Promise<void>;
  readonly allowedSites: AllowedSites;
  /** Somebody uses the panel. */
  readonly sayActive: () => void;
  /** Loads what the status in the header opens. */
  readonly loadStatusPanel: () => Promise<FunctionComponent<StatusPanelProps>>;
  readonly openOptions: () => void;
  /** Opens the check of everything a call needs, in a tab. */
  readonly openCheckUp: () => void;
  readonly openMicrophone: () => void;
  /** Opens Chrome's own settings for this extension. */
  readonly openMicrophoneSettings: () => void;
  /** Milliseconds UTC on this machine. */
  readonly now: () => number;
  readonly newKey: () => string;
};
