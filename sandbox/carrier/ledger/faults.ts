import type { Clock } from '../../../shared/clock.ts';
import { createMemory, type Memory } from '../memory.ts';
import type { LedgerFault } from './ledger.ts';

/** Mistakes of the application and errors of the carrier, as Twilio's debugger shows them. */
export type Faults = {
  note(fault: { readonly code: number; readonly message: string }, callSid?: string): void;
  readonly noted: Memory<LedgerFault>;
};

export const createFaults = (keep: number, clock: Clock, log: (line: string) => void): Faults => {
  const noted = createMemory<LedgerFault>(keep);
  return {
    note({ code, message }, callSid) {
      noted.add({ at: clock.now(), code, message, callSid });
      log(`fault ${code}${callSid ? ` on ${callSid}` : ''}: ${message}`);
    },
    noted,
  };
};
