import type { Amd, AnsweredBy } from '../calls/amd.ts';
import { type Call, isOver } from '../calls/call.ts';
import { resolveCallback } from '../calls/resolve-callback.ts';
import { FRAME_MS } from '../media/leg.ts';
import { createMachineDetector } from './detect-machine.ts';
import type { ListenerNetwork } from './network.ts';

type Verdict = { readonly answeredBy: AnsweredBy; readonly tookMs: number };

const listen = (call: Call, amd: Amd): Promise<Verdict> =>
  new Promise(resolve => {
    const detect = createMachineDetector(amd);
    let heardMs = 0;
    const finish = (answeredBy: AnsweredBy) => {
      rest();
      call.whenEnded.delete(gone);
      resolve({ answeredBy, tookMs: heardMs });
    };
    // If the party hangs up before a verdict, the result stays `unknown`.
    const gone = () => finish('unknown');
    const rest = call.media.tap({
      hear(said) {
        heardMs += FRAME_MS;
        const verdict = detect(said);
        if (verdict) finish(verdict);
      },
    });
    call.whenEnded.add(gone);
    if (isOver(call)) gone();
  });

/** Detects from the audio of a just answered call who answered, and reports it to the application. */
export const runAmd = async (
  network: ListenerNetwork,
  call: Call,
  amd: Amd,
  baseUrl: string | undefined,
): Promise<void> => {
  const { answeredBy, tookMs } = await listen(call, amd);
  call.answeredBy = answeredBy;
  call.amdMs = tookMs;
  const callback = resolveCallback(network, call, amd.callback, baseUrl);
  if (!callback) return;
  network.hooks.tell(call.sid, {
    kind: 'amd',
    event: answeredBy,
    leg: call.kind,
    method: callback.method,
    url: callback.url,
    params: {
      AccountSid: network.account.sid,
      CallSid: call.sid,
      AnsweredBy: answeredBy,
      MachineDetectionDuration: String(tookMs),
    },
  });
};

/** Runs detection as soon as a call is answered. */
export const amdWhenAnswered = (
  network: ListenerNetwork,
  call: Call,
  amd: Amd | undefined,
  baseUrl?: string,
): void => {
  if (amd) call.whenAnswered.add(() => network.guard.detach(runAmd(network, call, amd, baseUrl)));
};
