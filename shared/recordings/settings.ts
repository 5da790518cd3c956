import * as z from 'zod';
import { settingGroup } from '../settings/group.ts';

const Notice = z
  .string()
  .trim()
  .min(1, 'People who are recorded have to be told. Enter what they hear.')
  .max(300, 'At most 300 characters.');

export const recording = settingGroup({
  fields: {
    /** Whether answered calls are recorded; never before the contact has heard the notice. */
    recordCalls: z.boolean(),
    /** What a contact hears before their call is recorded. */
    recordingNotice: Notice,
  },
  values: { recordCalls: z.boolean(), recordingNotice: z.string() },
  about: {},
  defaults: { recordCalls: false, recordingNotice: 'This call is being recorded.' },
});
