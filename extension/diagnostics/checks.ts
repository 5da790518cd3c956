/** What is in the way of calling, one cause after the other, in the order the sources name them. Pure. */

import { GOOD_MOS, mosOf, POOR_MOS } from '../../shared/diagnostics/quality.ts';
import { DIALER_ROLES } from '../../shared/endpoint.ts';
import type { SetupProblem } from '../../shared/workspace/contract.ts';
import { problemWords } from '../../shared/workspace/words.ts';
import type { Facts } from './facts.ts';
import { words } from './words.ts';

/** What can be done about it, with one press. */
export type Repair =
  | { readonly go: 'browser' | 'basic' | 'dialer' | 'numbers' }
  | { readonly do: 'set_up' | 'microphone' | 'site_settings' | 'go_on_duty' };

export type Finding = {
  readonly state: 'good' | 'warn' | 'bad';
  readonly what: string;
  readonly next?: string;
  readonly repair?: Repair;
};

const good = (what: string): Finding => ({ state: 'good', what });
const bad = (what: string, next: string, repair?: Repair): Finding => ({ state: 'bad', what, next, repair });
const warn = (what: string, next: string, repair?: Repair): Finding => ({
  state: 'warn',
  what,
  next,
  repair,
});

/** Undefined while what it goes by has not been found out. */
type Look = (facts: Facts) => Finding | undefined;
export type Check = { readonly id: keyof typeof words.checks; readonly look: Look; readonly ends?: true };

const LARGEST_SKEW_MS = 2 * 60_000;
const SILENCE = 0.001;
const SLOW_MS = 400;

const server = ({ worker }: Facts) => (worker?.ok ? worker.value : undefined);
const isAdmin = (facts: Facts): boolean => ['owner', 'admin'].includes(server(facts)?.role ?? '');
/** Reps cannot mend the workspace: they are told whom to ask. */
const forAdmin = (facts: Facts, next: string): string => (isAdmin(facts) ? next : words.askAdmin);
const repairFor = (facts: Facts, repair: Repair): Repair | undefined => (isAdmin(facts) ? repair : undefined);

const problemOf = (facts: Facts, kinds: readonly SetupProblem['kind'][]): SetupProblem | undefined =>
  server(facts)?.problems.find(({ kind }) => kinds.includes(kind));

/** A cause the Worker found when it last asked the carrier. */
const found = (facts: Facts, kinds: readonly SetupProblem['kind'][], repair: Repair): Finding | undefined => {
  const problem = problemOf(facts, kinds);
  if (!problem) return undefined;
  const { what, next } = problemWords(problem);
  return bad(what, forAdmin(facts, next), repairFor(facts, repair));
};

/** Looks only once the Worker has answered. */
const asked =
  (look: (facts: Facts, state: NonNullable<ReturnType<typeof server>>) => Finding): Look =>
  facts => {
    const state = server(facts);
    return state && look(facts, state);
  };

const line: Look = facts => {
  const { line: test } = facts;
  if (!test) return undefined;
  if (!test.ok) {
    switch (test.error.reason) {
      case 'in_call':
        return warn(words.lineInCall, words.lineInCallNext);
      case 'no_token':
        return bad(words.lineNoToken, words.lineNoTokenNext, { do: 'go_on_duty' });
      case 'microphone':
        return bad(words.lineNoMicrophone, words.lineNoMicrophoneNext, { do: 'microphone' });
      default:
        return bad(words.phoneGone, words.phoneGoneNext, { do: 'go_on_duty' });
    }
  }
  if (test.value.isUp) return good(words.lineUp(test.value.setUpMs));
  return bad(words.lineDown, words.lineDownNext);
};

const sound: Look = ({ line: test }) => {
  if (!test?.ok || !test.value.isUp) return undefined;
  const { audio } = test.value;
  if (!audio || audio.packetsReceived === 0) return bad(words.nothingHeard, words.nothingHeardNext);
  if (audio.packetsSent === 0) return bad(words.nothingSent, words.nothingSentNext);
  const lost = audio.packetsLost / (audio.packetsLost + audio.packetsReceived);
  const roundTripMs = audio.roundTripMs ?? 0;
  const mos = mosOf({ roundTripMs, jitterMs: audio.jitterMs, lost });
  const measured = words.quality(mos, roundTripMs, audio.jitterMs, lost);
  if (mos >= GOOD_MOS && roundTripMs < SLOW_MS) return good(measured);
  return (mos < POOR_MOS ? bad : warn)(measured, words.qualityNext);
};

/** One that `ends` makes what follows it pointless while it is bad. */
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
      DIALER_ROLES.some(each => each === role)
        ? good(words.roleGood)
        : bad(words.roleWithout(role), words.roleNext),
    ),
  },
  {
    id: 'dialer',
    ends: true,
    look: asked((facts, { dialerEnabled }) =>
      dialerEnabled
        ? good(words.dialerOn)
        : bad(words.dialerOff, forAdmin(facts, words.dialerOffNext), repairFor(facts, { go: 'dialer' })),
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
    look: asked(
      facts =>
        found(facts, ['secret_lost', 'carrier_refused', 'carrier_silent'], { do: 'set_up' }) ??
        good(words.applicationGood),
    ),
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
      const gone = found(facts, ['number_gone'], { go: 'numbers' });
      if (gone) return { ...gone, state: 'warn' };
      return accountKind === 'trial'
        ? warn(words.trial, words.trialNext)
        : good(words.numbersGood(callableNumbers));
    }),
  },
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
      return phone.duty === 'ready'
        ? good(words.onDuty)
        : bad(words.offDuty, words.offDutyNext, { do: 'go_on_duty' });
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

/** Every check with what it came to; what comes after one that ends is skipped. */
export const shownFor = (facts: Facts): readonly Shown[] => {
  let isOver = false;
  return CHECKS.map(({ id, look, ends }) => {
    const finding = isOver ? undefined : look(facts);
    const shown: Shown = { id, finding: isOver ? 'skipped' : (finding ?? 'waits') };
    if (ends && finding?.state === 'bad') isOver = true;
    return shown;
  });
};
