import type { Callback } from './twiml-verbs.ts';

/** How somebody wants to be told who answered. Times are milliseconds. */
export type Amd = {
  readonly mode: 'Enable' | 'DetectMessageEnd';
  /** How long it is tried at all. */
  readonly timeoutMs: number;
  /** Who speaks longer than this without a pause is a machine. */
  readonly speechMs: number;
  /** So much quiet is a pause. */
  readonly speechEndMs: number;
  /** So much silence at the beginning, and nobody knows. */
  readonly silenceMs: number;
  /** The call goes on meanwhile; without it the call's document waits for the verdict. */
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
 * AMD as a request names it, or undefined when none is wanted; the numbers are Twilio's (docs,
 * voice/answering-machine-detection). A participant and a dialled number are always looked at in the background.
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
