import type { Capability } from '../../shared/capabilities.ts';
import type { Me } from '../../shared/team/contract.ts';

/** What screens go by: whatever somebody may not do is not shown to them. The Worker judges anew each time. */
export const mayDo = (me: Me, capability: Capability): boolean => me.may.includes(capability);
export const mayDial = (me: Me): boolean => mayDo(me, 'dial');
