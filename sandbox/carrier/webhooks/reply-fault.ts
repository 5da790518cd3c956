import type { Hook, HookReply } from './hooks.ts';

export type RetrievalFault = { readonly code: number; readonly message: string };

const NO_ANSWER: Readonly<Record<Extract<HookReply, { fault: string }>['fault'], RetrievalFault>> = {
  // Twilio has one code for both a failed connection and a missing answer (docs, errors/11205).
  connection: { code: 11205, message: 'HTTP connection failure: no connection' },
  timeout: { code: 11205, message: 'HTTP connection failure: no answer in time' },
  total: { code: 11203, message: 'HTTP communication total time out triggered' },
  policy: { code: 11243, message: 'HTTP retry policy is invalid' },
  redirects: { code: 11215, message: 'HTTP too many redirects' },
};

/** Why a reply is not usable, or undefined when it is. */
export const retrievalFault = (reply: HookReply): RetrievalFault | undefined => {
  if ('fault' in reply) return NO_ANSWER[reply.fault];
  if (reply.status >= 200 && reply.status <= 299) return undefined;
  if (reply.status >= 300 && reply.status <= 399) {
    return { code: 11216, message: `HTTP invalid redirect: status ${reply.status}` };
  }
  return { code: 11200, message: `HTTP retrieval failure: status ${reply.status}` };
};

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
