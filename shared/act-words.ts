import { actWords as ai } from './ai/words.ts';
import { actWords as audit } from './audit/words.ts';
import { actWords as calls } from './calls/words.ts';
import { actWords as contacts } from './contacts/words.ts';
import { actWords as diagnostics } from './diagnostics/words.ts';
import { actWords as inbox } from './inbox/words.ts';
import { actWords as incoming } from './incoming/words.ts';
import { actWords as members } from './members/words.ts';
import { actWords as numbers } from './numbers/words.ts';
import { actWords as passkeys } from './passkeys/words.ts';
import { actWords as recordings } from './recordings/words.ts';
import { actWords as settings } from './settings/words.ts';
import { actWords as signIn } from './sign-in/words.ts';
import { actWords as stepUp } from './step-up/words.ts';
import { actWords as team } from './team/words.ts';
import { actWords as workspace } from './workspace/words.ts';

/** Every act in the audit log, in words. Each capability has the words of its own acts. */
export const ACT_WORDS: Readonly<Record<string, string>> = {
  ...ai,
  ...audit,
  ...calls,
  ...contacts,
  ...diagnostics,
  ...inbox,
  ...incoming,
  ...members,
  ...numbers,
  ...passkeys,
  ...recordings,
  ...settings,
  ...signIn,
  ...stepUp,
  ...team,
  ...workspace,
};
