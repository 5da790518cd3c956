import { CallId, type CallSid, newId, type WorkspaceId } from '../shared/ids.ts';

/**
 * The id of an inbound call follows from its caller's leg and the workspace it reached, so that every webhook about
 * it, and every job the fallback leaves, is about the same call without looking anything up.
 */
export const inboundCallId = async (workspaceId: WorkspaceId, callSid: CallSid): Promise<CallId> => {
  const text = new TextEncoder().encode(`inbound/${workspaceId}/${callSid}`);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return newId(CallId, 'call', length => hash.subarray(0, length));
};
