import type { Call } from './call.ts';
import type { Network } from './network.ts';

/** What listens to a call beside it: a stream or a transcription. */
export type Fork = {
  readonly sid: string;
  readonly kind: 'Stream' | 'Transcription';
  readonly name: string | undefined;
  readonly startedAt: number;
  status: 'in-progress' | 'stopped';
  updatedAt: number;
  /** Once is enough. */
  stop(): void;
};

/** It listens until it is stopped or the call is over. */
export const addFork = (
  network: Network,
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
      fork.updatedAt = network.clock.now();
      call.whenEnded.delete(fork.stop);
      end();
    },
  };
  call.forks.push(fork);
  call.whenEnded.add(fork.stop);
  return fork;
};

/** By SID or by the name it was given. */
export const forkOf = (call: Call, kind: Fork['kind'], name: string): Fork | undefined =>
  call.forks.findLast(fork => fork.kind === kind && (fork.sid === name || fork.name === name));
