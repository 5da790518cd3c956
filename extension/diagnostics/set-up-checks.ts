/** Whether the workspace has a dialer, and this member may use it. */
import { may } from '../../shared/capabilities.ts';
import { asked, forAdmin, found } from './asking.ts';
import { bad, good } from './finding.ts';
import { words } from './words.ts';

export const role = asked(state =>
  may(state.role, 'dial', []) ? good(words.roleGood) : bad(words.roleWithout(state.role), words.roleNext),
);

export const dialer = asked(
  state =>
    found(state, ['not_in_plan'], { go: 'dialer' }) ??
    (state.dialerEnabled
      ? good(words.dialerOn)
      : forAdmin(state, words.dialerOff, words.dialerOffNext, { go: 'dialer' })),
);

export const account = asked(state =>
  state.hasAccount
    ? good(words.accountGood)
    : forAdmin(state, words.accountMissing, words.accountMissingNext, { go: 'basic' }),
);

export const key = asked(
  state =>
    found(state, ['key_missing', 'key_refused'], { go: 'dialer' }) ??
    (state.hasKey
      ? good(words.keyGood)
      : forAdmin(state, words.keyMissing, words.keyMissingNext, { go: 'dialer' })),
);

export const credentials = asked(
  state => found(state, ['token_refused', 'secret_lost'], { go: 'basic' }) ?? good(words.credentialsGood),
);

export const standing = asked(
  state => found(state, ['account_suspended', 'account_closed'], { go: 'basic' }) ?? good(words.standingGood),
);

export const application = asked(state => {
  const problem = found(state, ['carrier_refused', 'carrier_busy', 'carrier_silent'], { do: 'set_up' });
  if (problem) return problem;
  // Everything is there and no problem was found, yet calls are off: the account was never set up.
  const { canDial, hasAccount, hasKey, problems, callableNumbers } = state;
  return !canDial && hasAccount && hasKey && problems.length === 0 && callableNumbers > 0
    ? forAdmin(state, words.notSetUp, words.notSetUpNext, { do: 'set_up' })
    : good(words.applicationGood);
});
