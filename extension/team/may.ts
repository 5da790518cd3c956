import type { Capability } from '../../shared/capabilities.ts';
import type { Me } from '../../shared/team/contract.ts';

/** Screens do not show what a member may not do. The Worker checks every request regardless. */
export const mayDo = (me: Me, capability: Capability): boolean => me.may.includes(capability);
export const mayDial = (me: Me): boolean => mayDo(me, 'dial');
