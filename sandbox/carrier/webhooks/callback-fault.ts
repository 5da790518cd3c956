import { type RetrievalFault, retrievalFault } from '../playback/fetch-sound.ts';
import type { Hook, HookReply } from './hooks.ts';

const HEADS: Readonly<Record<Hook['kind'], RetrievalFault | undefined>> = {
  call: { code: 15003, message: 'Call Progress: Warning Response to Callback URL' },
  conference: { code: 16011, message: 'Conference Event: Error Response to Callback URL' },
  recording: { code: 11200, message: 'HTTP retrieval failure' },
  amd: { code: 11200, message: 'HTTP retrieval failure' },
  stream: { code: 11200, message: 'HTTP retrieval failure' },
  transcription: { code: 11200, message: 'HTTP retrieval failure' },
  // The code that fetches the document reports the fault.
  twiml: undefined,
  audio: undefined,
};

/** The fault Twilio's debugger would report when an application did not accept an event. Undefined when it did. */
export const callbackFault = (hook: Hook, reply: HookReply): RetrievalFault | undefined => {
  const fault = retrievalFault(reply);
  const head = HEADS[hook.kind];
  if (!fault || !head) return undefined;
  return { code: head.code, message: `${head.message} (${hook.event}): ${fault.message}` };
};
