/** The language model a workspace uses. */
import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';

// Matched as typed: an address written in another way is rejected. A public one has no port, query or credentials.
const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?(\/[\w./~-]*)?$/i;
const PUBLIC = /^https:\/\/((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*)(\/[\w./~-]*)?$/i;
/** Names that resolve only inside a private network. */
const INSIDE = /\.(local|internal|localhost|lan|home|test)$/i;

/** Whether the endpoint can only be on the machine the Worker runs on. */
export const isLocalEndpoint = (text: string): boolean => LOCAL.test(text);

/** The model's address: https and a public name, or this machine. Without the trailing slash. */
export const ModelEndpoint = z
  .string()
  .trim()
  .max(300)
  .transform(text => text.replace(/\/+$/, ''))
  .refine(text => {
    const host = PUBLIC.exec(text)?.[1];
    return isLocalEndpoint(text) || (host !== undefined && !INSIDE.test(host));
  }, 'An endpoint looks like https://api.openai.com/v1, without a key in it.');

/** The key is write-only. Null where no model is set up: then no model is ever asked. */
export const AiSettings = z
  .object({
    endpoint: z.string(),
    model: z.string(),
    hasKey: z.boolean(),
    /** When the endpoint was last asked whether it has the model, milliseconds UTC. */
    checkedAt: z.number(),
  })
  .nullable();
export type AiSettings = z.infer<typeof AiSettings>;

/** The revision is sent back with a change, so that a change to a model that has changed meanwhile is refused. */
const Reply = z.object({ ai: AiSettings, revision: z.string() });
const ChangedMeanwhile = z.object({ reason: z.literal('changed_meanwhile') });

export const readAi = endpoint({
  name: 'ai.settings',
  method: 'GET',
  path: '/v1/settings/ai',
  may: 'runWorkspace',
  request: z.object({}),
  reply: Reply,
  refusal: NoRefusal,
  refusals: {},
});

export const AiField = z.enum(['endpoint', 'model', 'apiKey']);
export type AiField = z.infer<typeof AiField>;
export const AiFault = z.enum([
  'silent',
  'not_an_endpoint',
  'only_here',
  'key_refused',
  'key_needed',
  'model_unknown',
]);
export type AiFault = z.infer<typeof AiFault>;

/** Sets the model up; it is tried before anything is saved. Without a key, the stored one is kept. */
export const updateAi = endpoint({
  name: 'ai.update',
  method: 'PATCH',
  path: '/v1/settings/ai',
  secrets: ['apiKey', 'revision'],
  may: 'runWorkspace',
  stepUp: ['apiKey'],
  request: z.object({
    revision: z.string(),
    endpoint: ModelEndpoint,
    model: z.string().trim().min(1, 'Enter the name of a model.').max(200),
    apiKey: z.string().trim().min(1).max(500).optional(),
  }),
  reply: Reply,
  refusal: z.discriminatedUnion('reason', [
    z.object({
      reason: z.literal('not_accepted'),
      field: AiField,
      fault: AiFault,
      /** For an unknown model: some that the endpoint has. */
      models: z.array(z.string()).optional(),
    }),
    ChangedMeanwhile,
  ]),
  refusals: { not_accepted: 422, changed_meanwhile: 409 },
});

/** Deletes the model and its key. */
export const removeAi = endpoint({
  name: 'ai.remove',
  method: 'DELETE',
  path: '/v1/settings/ai',
  may: 'runWorkspace',
  secrets: ['revision'],
  request: z.object({ revision: z.string() }),
  reply: Reply,
  refusal: ChangedMeanwhile,
  refusals: { changed_meanwhile: 409 },
});
