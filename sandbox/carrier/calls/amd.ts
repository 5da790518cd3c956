import type { Callback } from '../webhooks/address.ts';

/** Settings of answering machine detection (AMD). Times are milliseconds. */
export type Amd = {
  readonly mode: 'Enable' | 'DetectMessageEnd';
  /** How long detection may take at most. */
  readonly timeoutMs: number;
  /** Speech longer than this without a pause means a machine. */
  readonly speechMs: number;
  /** Silence of this length is a pause. */
  readonly speechEndMs: number;
  /** After this much initial silence the answer is `unknown`. */
  readonly silenceMs: number;
  /** The call continues meanwhile; otherwise the call's document waits for the verdict. */
  readonly inBackground: boolean;
  readonly callback: Callback | undefined;
};

export type AnsweredBy =
  | 'human'
  | 'machine_start'
  | 'machine_end_beep'
  | 'machine_end_silence'
  | 'machine_end_other'
  | 'fax'
  | 'unknown';

/**
 * The AMD settings of a request, or undefined when it asks for none; the defaults are Twilio's (docs,
 * voice/answering-machine-detection). For a participant and a dialled number AMD always runs in the background.
 */
export const amdOf = (
  read: (name: string) => string | undefined,
  how: 'as asked' | 'background' = 'as asked',
): Amd | undefined => {
  const mode = read('MachineDetection');
  if (mode !== 'Enable' && mode !== 'DetectMessageEnd') return undefined;
  const number = (name: string, otherwise: number) => Number(read(name) ?? otherwise);
  const url = read('AsyncAmdStatusCallback');
  return {
    mode,
    timeoutMs: number('MachineDetectionTimeout', 30) * 1000,
    speechMs: number('MachineDetectionSpeechThreshold', 2400),
    speechEndMs: number('MachineDetectionSpeechEndThreshold', 1200),
    silenceMs: number('MachineDetectionSilenceTimeout', 5000),
    inBackground: how === 'background' || read('AsyncAmd') === 'true',
    callback: url === undefined ? undefined : { url, method: 'POST', events: [] },
  };
};
