import { type RetrievalFault, retrievalFault } from './fetch-sound.ts';
import type { Hook, HookReply } from './hooks.ts';

const HEADS: Readonly<Record<Hook['kind'], RetrievalFault | undefined>> = {
  call: { code: 15003, message: 'Call Progress: Warning Response to Callback URL' },
  conference: { code: 16011, message: 'Conference Event: Error Response to Callback URL' },
  recording: { code: 11200, message: 'HTTP retrieval failure' },
  amd: { code: 11200, message: 'HTTP retrieval failure' },
  stream: { code: 11200, message: 'HTTP retrieval failure' },
  transcription: { code: 11200, message: 'HTTP retrieval failure' },
  // Whoever asked says what was wrong.
  twiml: undefined,
  audio: undefined,
};

/** What Twilio's debugger would hold against an application that did not take an event. Undefined when it did. */
export const callbackFault = (hook: Hook, reply: HookReply): RetrievalFault | undefined => {
  const fault = retrievalFault(reply);
  const head = HEADS[hook.kind];
  if (!fault || !head) return undefined;
  return { code: head.code, message: `${head.message} (${hook.event}): ${fault.message}` };
};
