/** What prevents calling, one cause after the other, in the order the sources name them. Pure. */

import { may } from '../../shared/capabilities.ts';
import { HEARTBEAT_MS } from '../../shared/presence/contract.ts';
import type { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import { problemWords } from '../../shared/workspace/words.ts';
import { callerId } from './caller-id-check.ts';
import type { Facts } from './facts.ts';
import { bad, type Finding, good, type Look, type Repair, warn } from './finding.ts';
import { line, sound } from './line-checks.ts';
import { words } from './words.ts';

export type Check = { readonly id: keyof typeof words.checks; readonly look: Look; readonly ends?: true };

const LARGEST_SKEW_MS = 2 * 60_000;
const SILENCE = 0.001;
// Three heartbeats, and a margin.
const LONGEST_SILENCE_MS = 3 * HEARTBEAT_MS + 10_000;

/** Whether the Worker reaches this phone; the carrier's line is checked separately. */
const isOnDuty = ({ duty }: NonNullable<Facts['phone']>): boolean => duty === 'ready' || duty === 'no_line';

const server = ({ worker }: Facts) => (worker?.ok ? worker.value : undefined);
const isAdmin = (facts: Facts): boolean => ['owner', 'admin'].includes(server(facts)?.role ?? '');
/** Reps cannot repair the workspace: they are told whom to ask. */
const forAdmin = (facts: Facts, next: string): string => (isAdmin(facts) ? next : words.askAdmin);
const repairFor = (facts: Facts, repair: Repair): Repair | undefined => (isAdmin(facts) ? repair : undefined);

const problemOf = (facts: Facts, kinds: readonly SetupProblem['kind'][]): SetupProblem | undefined =>
  server(facts)?.problems.find(({ kind }) => kinds.includes(kind));

/** A problem the Worker found when it last asked the carrier. */
const found = (facts: Facts, kinds: readonly SetupProblem['kind'][], repair: Repair): Finding | undefined => {
  const problem = problemOf(facts, kinds);
  if (!problem) return undefined;
  const { what, next } = problemWords(problem);
  return bad(what, forAdmin(facts, next), repairFor(facts, repair));
};

/** A check that runs only once the Worker has answered. */
const asked =
  (look: (facts: Facts, state: NonNullable<ReturnType<typeof server>>) => Finding): Look =>
  facts => {
    const state = server(facts);
    return state && look(facts, state);
  };

/** While a check with `ends` is bad, the checks after it are pointless. */
export const CHECKS: readonly Check[] = [
  {
    id: 'browser',
    look: ({ browser }) =>
      browser && (browser.isChromium ? good(words.browserGood) : warn(words.browserOther, words.browserNext)),
  },
  {
    id: 'internet',
    look: ({ browser }) =>
      browser && (browser.isOnline ? good(words.online) : bad(words.offline, words.offlineNext)),
  },
  {
    id: 'signedIn',
    ends: true,
    look: ({ isSignedIn }) =>
      isSignedIn === undefined
        ? undefined
        : isSignedIn
          ? good(words.signedIn)
          : bad(words.signedOut, words.signedOutNext, { go: 'browser' }),
  },
  {
    id: 'worker',
    ends: true,
    look: ({ worker }) => {
      if (!worker) return undefined;
      if (worker.ok) return good(words.workerGood);
      if (worker.error.reason === 'signed_out')
        return bad(words.sessionEnded, words.signedOutNext, { go: 'browser' });
      return worker.error.reason === 'server'
        ? bad(worker.error.detail, words.workerBrokeNext)
        : bad(words.workerAway, words.workerAwayNext);
    },
  },
  {
    id: 'clock',
    look: ({ skewMs }) =>
      skewMs === undefined
        ? undefined
        : Math.abs(skewMs) < LARGEST_SKEW_MS
          ? good(words.clockGood)
          : bad(words.clockWrong(skewMs), words.clockNext),
  },
  {
    id: 'role',
    ends: true,
    look: asked((_, { role }) =>
      may(role, 'dial', []) ? good(words.roleGood) : bad(words.roleWithout(role), words.roleNext),
    ),
  },
  {
    id: 'dialer',
    ends: true,
    look: asked(
      (facts, { dialerEnabled }) =>
        found(facts, ['not_in_plan'], { go: 'dialer' }) ??
        (dialerEnabled
          ? good(words.dialerOn)
          : bad(words.dialerOff, forAdmin(facts, words.dialerOffNext), repairFor(facts, { go: 'dialer' }))),
    ),
  },
  {
    id: 'account',
    look: asked(
      (facts, { hasAccount }) =>
        found(facts, ['account_missing', 'token_refused', 'account_suspended', 'account_closed'], {
          go: 'basic',
        }) ??
        (hasAccount
          ? good(words.accountGood)
          : bad(
              words.accountMissing,
              forAdmin(facts, words.accountMissingNext),
              repairFor(facts, { go: 'basic' }),
            )),
    ),
  },
  {
    id: 'key',
    look: asked(
      (facts, { hasKey }) =>
        found(facts, ['key_missing', 'key_refused'], { go: 'dialer' }) ??
        (hasKey
          ? good(words.keyGood)
          : bad(words.keyMissing, forAdmin(facts, words.keyMissingNext), repairFor(facts, { go: 'dialer' }))),
    ),
  },
  {
    id: 'application',
    look: asked((facts, { canDial, hasAccount, hasKey, problems, callableNumbers }) => {
      const problem = found(facts, ['secret_lost', 'carrier_refused', 'carrier_busy', 'carrier_silent'], {
        do: 'set_up',
      });
      if (problem) return problem;
      // Everything is there and no problem was found, yet calls are off: the account was never set up.
      const isUnfinished = !canDial && hasAccount && hasKey && problems.length === 0 && callableNumbers > 0;
      return isUnfinished
        ? bad(words.notSetUp, forAdmin(facts, words.notSetUpNext), repairFor(facts, { do: 'set_up' }))
        : good(words.applicationGood);
    }),
  },
  {
    id: 'numbers',
    look: asked((facts, { callableNumbers, accountKind }) => {
      if (callableNumbers === 0)
        return bad(
          words.noNumbers,
          forAdmin(facts, words.noNumbersNext),
          repairFor(facts, { go: 'numbers' }),
        );
      const gone =
        found(facts, ['number_gone', 'forward_not_allowed'], { go: 'numbers' }) ??
        found(facts, ['country_barred'], { go: 'countries' });
      if (gone) return { ...gone, state: 'warn' };
      return accountKind === 'trial'
        ? warn(words.trial, words.trialNext)
        : good(words.numbersGood(callableNumbers));
    }),
  },
  { id: 'callerId', look: callerId },
  {
    id: 'microphone',
    look: ({ devices }) => {
      if (!devices) return undefined;
      if (devices.microphone === 'not_asked')
        return bad(words.micNotAsked, words.micNotAskedNext, { do: 'microphone' });
      if (devices.microphone === 'refused')
        return bad(words.micRefused, words.micRefusedNext, { do: 'site_settings' });
      return good(words.micGood);
    },
  },
  {
    id: 'devices',
    look: ({ devices }) => {
      if (devices?.microphone !== 'granted') return undefined;
      if (devices.inputs === 0) return bad(words.noInput, words.noInputNext);
      if (devices.outputs === 0) return bad(words.noOutput, words.noOutputNext);
      if (devices.level === null) return bad(words.inputTaken, words.inputTakenNext);
      if (devices.isMuted || devices.level < SILENCE)
        return warn(words.inputSilent(devices.label), words.inputSilentNext);
      return good(words.inputGood(devices.label));
    },
  },
  {
    id: 'autoplay',
    look: ({ devices }) =>
      devices && (devices.mayPlay ? good(words.playGood) : bad(words.playBlocked, words.playBlockedNext)),
  },
  {
    id: 'presence',
    look: ({ phone }) => {
      if (phone === undefined) return undefined;
      if (phone === null) return bad(words.phoneGone, words.phoneGoneNext, { do: 'go_on_duty' });
      // Whether the carrier accepts a call is tested below.
      if (isOnDuty(phone)) return good(words.onDuty);
      // The checks of the dialer further up already report this.
      if (phone.duty === 'not_ready') return good(words.waitsForDialer);
      return bad(words.offDuty, words.offDutyNext, { do: 'go_on_duty' });
    },
  },
  {
    id: 'reach',
    look: facts => {
      const state = server(facts);
      // The check above already reports a phone that does not run, or is off duty.
      if (!state || !facts.phone || !isOnDuty(facts.phone)) return undefined;
      const { phones, heardAt } = state.reachable;
      if (phones === 0) return bad(words.notReached, words.notReachedNext, { do: 'go_on_duty' });
      const silentMs = state.now - (heardAt ?? 0);
      return silentMs > LONGEST_SILENCE_MS
        ? bad(words.heldBack(silentMs), words.heldBackNext, { do: 'go_on_duty' })
        : good(words.reached(phones));
    },
  },
  { id: 'signalling', look: line },
  {
    id: 'webhook',
    look: ({ line: test, wasWorkerAsked }) =>
      test?.ok && wasWorkerAsked !== undefined
        ? wasWorkerAsked
          ? good(words.webhookGood)
          : bad(words.webhookLost, words.webhookLostNext)
        : undefined,
  },
  { id: 'media', look: sound },
];

export type Shown = { readonly id: Check['id']; readonly finding: Finding | 'waits' | 'skipped' };

/** Every check with its result; checks after a bad one with `ends` are skipped. */
export const shownFor = (facts: Facts): readonly Shown[] => {
  let isOver = false;
  return CHECKS.map(({ id, look, ends }) => {
    const finding = isOver ? undefined : look(facts);
    const shown: Shown = { id, finding: isOver ? 'skipped' : (finding ?? 'waits') };
    if (ends && finding?.state === 'bad') isOver = true;
    return shown;
  });
};
