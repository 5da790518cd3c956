import type { Call } from '../calls/call.ts';
import type { Time } from '../time/time.ts';

/** A stream or a transcription that listens to a call. */
export type Fork = {
  readonly sid: string;
  readonly kind: 'Stream' | 'Transcription';
  readonly name: string | undefined;
  readonly startedAt: number;
  status: 'in-progress' | 'stopped';
  updatedAt: number;
  /** Later calls have no effect. */
  stop(): void;
};

/** The fork listens until it is stopped or the call is over. */
export const addFork = (
  network: { readonly time: Time },
  call: Call,
  { end, ...made }: Pick<Fork, 'sid' | 'kind' | 'name' | 'startedAt'> & { readonly end: () => void },
): Fork => {
  const fork: Fork = {
    ...made,
    status: 'in-progress',
    updatedAt: made.startedAt,
    stop() {
      if (fork.status === 'stopped') return;
      fork.status = 'stopped';
      fork.updatedAt = network.time.clock.now();
      call.whenEnded.delete(fork.stop);
      end();
    },
  };
  call.forks.push(fork);
  call.whenEnded.add(fork.stop);
  return fork;
};

/** Finds a fork by SID or by its name. */
export const forkOf = (call: Call, kind: Fork['kind'], name: string): Fork | undefined =>
  call.forks.findLast(fork => fork.kind === kind && (fork.sid === name || fork.name === name));
