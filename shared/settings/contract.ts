import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { CheckedField, FieldFault } from '../workspace/settings.ts';
import { GROUP_IDS, GROUPS, GroupId, Revisions, Settings, SettingsChange, settingsOf } from './groups.ts';

const Some = Settings.partial().extend({ revisions: Revisions });

export const readSettings = endpoint({
  name: 'workspace.settings',
  method: 'GET',
  path: '/v1/settings',
  may: 'runWorkspace',
  request: z.object({
    /** All of them if none is named. */
    groups: z
      .preprocess(text => (typeof text === 'string' ? text.split(',') : text), z.array(GroupId))
      .optional(),
  }),
  reply: Some,
  refusal: NoRefusal,
  refusals: {},
});

/**
 * Changes what is given, of all groups or of none, and replies with every group whose revision was sent. New
 * credentials are tried at the carrier before they are saved; with the dialer enabled, the account is then set up: its
 * TwiML application and its numbers' webhooks.
 */
export const updateSettings = endpoint({
  name: 'workspace.update',
  method: 'PATCH',
  path: '/v1/settings',
  secrets: [...GROUP_IDS.flatMap(id => GROUPS[id].secrets ?? []), 'revisions'],
  may: 'runWorkspace',
  stepUp: GROUP_IDS.flatMap(id => GROUPS[id].stepUp ?? []),
  request: SettingsChange.extend({ revisions: Revisions }),
  reply: Some,
  refusal: z.discriminatedUnion('reason', [
    /** Which fields the carrier does not accept, and why. */
    z.object({ reason: z.literal('not_accepted'), fields: z.partialRecord(CheckedField, FieldFault) }),
    /** The carrier could not be asked: nothing was changed. */
    z.object({ reason: z.literal('carrier_silent') }),
    z.object({ reason: z.literal('changed_meanwhile') }),
    /** The dialer cannot be enabled: the organization's plan does not include it. */
    z.object({ reason: z.literal('not_in_plan') }),
    /** The default number does not belong to this workspace. */
    z.object({ reason: z.literal('number_unknown') }),
  ]),
  refusals: {
    not_accepted: 422,
    carrier_silent: 503,
    changed_meanwhile: 409,
    number_unknown: 422,
    not_in_plan: 402,
  },
});

/** The same endpoints for someone who reads and saves these groups alone. */
export const readSettingsOf = <const Id extends GroupId>(ids: readonly Id[]) => ({
  ...readSettings,
  reply: settingsOf(ids),
});
export const updateSettingsOf = <const Id extends GroupId>(ids: readonly Id[]) => ({
  ...updateSettings,
  reply: settingsOf(ids),
});
