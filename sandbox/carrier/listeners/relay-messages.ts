import * as z from 'zod';
import { parseJson } from '../parse-json.ts';

/** What an application sends to ConversationRelay (docs, voice/conversationrelay/websocket-messages). */
const Interruptible = z.union([z.boolean(), z.enum(['none', 'dtmf', 'speech', 'any'])]);
export const RelayMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    token: z.string(),
    last: z.boolean().default(false),
    lang: z.string().optional(),
    interruptible: Interruptible.optional(),
    preemptible: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('play'),
    source: z.url(),
    loop: z.int().min(0).max(1000).default(1),
    interruptible: Interruptible.optional(),
    preemptible: z.boolean().default(false),
  }),
  z.object({ type: z.literal('sendDigits'), digits: z.string().regex(/^[0-9*#wW]+$/) }),
  z.object({
    type: z.literal('language'),
    ttsLanguage: z.string().optional(),
    transcriptionLanguage: z.string().optional(),
  }),
  z.object({ type: z.literal('end'), handoffData: z.string().optional() }),
]);
export type RelayMessage = z.infer<typeof RelayMessage>;

export const readRelayMessage = (text: string): RelayMessage | undefined =>
  RelayMessage.safeParse(parseJson(text)).data;
