/**
 * The panel's state: the phone's last report, the signed-in member, and what the rep is about to do.
 * The phone owns the call; nothing here is kept when the panel closes.
 */
import { computed, effect, signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import type { DialIntent } from '../../../shared/calls/contract.ts';
import { isOver } from '../../../shared/calls/phase.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { InboxEntry } from '../../../shared/inbox/contract.ts';
import type { E164, NumberView } from '../../../shared/numbers/contract.ts';
import type { Result } from '../../../shared/result.ts';
import type { Me, WorkspaceSummary } from '../../../shared/team/contract.ts';
import { callBackIntent, createMissed } from '../../inbox/index.ts';
import { watchActivity } from '../../presence/activity.ts';
import type { StatusPanelProps } from '../../presence/StatusPanel.tsx';
import { createHold } from './hold.ts';
import { createNumberField } from './number-field.ts';
import { createPhoneLink } from './phone-link.ts';
import type { Ports } from './ports.ts';
import { createRecents } from './recents.ts';
import type { Refused } from './words.ts';

/** Dial errors that are not shown as refusals: the rep ended the dial, or the number field asks for confirmation. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['no_call', 'to_confirm']);

/** Why a call was not answered, where the offers say so: it is gone, or it waits for the microphone. */
const SAID_BY_OFFERS: ReadonlySet<string> = new Set(['taken', 'over', 'microphone']);

export type Tab = 'dial' | 'recents' | 'missed';
export type Panel = ReturnType<typeof createPanel>;

export const createPanel = (ports: Ports) => {
  const link = createPhoneLink(ports);
  const { state, trouble } = link;
  /** Why the last action failed, if there is no call to show the reason in. */
  const refused = signal<Refused | null>(null);
  const me = signal<Me | null>(null);
  /** The workspaces the member can switch to. */
  const workspaces = signal<readonly WorkspaceSummary[]>([]);
  const numbers = signal<readonly NumberView[]>([]);
  /** The number picked by hand for every call from this computer; null if the Worker picks. */
  const callFrom = signal<E164 | null>(null);
  const tab = signal<Tab>('dial');
  /** True from the click until the phone shows or refuses the call. */
  const dialing = signal(false);

  const country = computed(() => me.value?.workspace.country ?? 'US');
  const signedOut = computed(
    () => trouble.value?.reason === 'signed_out' || state.value?.duty === 'signed_out',
  );
  const noDialer = computed(() => trouble.value?.reason === 'no_dialer' || state.value?.duty === 'no_dialer');
  const ready = computed(() => !signedOut.value && state.value?.duty === 'ready');
  /** A member is signed in, whether or not they can call. */
  const isHere = computed(
    () =>
      ready.value || noDialer.value || ['not_ready', 'offline', 'no_line'].includes(state.value?.duty ?? ''),
  );
  const live = computed(() => {
    const call = state.value?.call;
    return call && !call.refused && !isOver(call.phase) && call.phase !== 'idle' ? call : null;
  });
  /** Calls ring, and nothing keeps this rep from answering one. */
  const rings = computed(() => live.value === null && (state.value?.offers.length ?? 0) > 0);
  const calledAt = computed(() => state.value?.call?.intent.at);
  /** What the status in the header opens; null until it is first opened. */
  const statusPanel = signal<FunctionComponent<StatusPanelProps> | null>(null);
  const field = createNumberField(ports, country);
  const recents = createRecents(ports);
  const missed = createMissed({ count: ports.missed });
  const hold = createHold(ports, live);

  let open = false;

  const learnWhoIsHere = async (isReady: boolean) => {
    const [who, where] = await Promise.all([ports.me(), ports.workspaces()]);
    if (!open) return;
    if (who.ok) me.value = who.value;
    if (where.ok) workspaces.value = where.value;
    void ports.allowedSites.load();
    if (!isReady) return;
    const [owned, kept] = await Promise.all([ports.numbers(), ports.callFrom()]);
    if (!open) return;
    if (owned.ok) numbers.value = owned.value;
    callFrom.value = kept ?? null;
    recents.read();
  };

  const start = (): (() => void) => {
    open = true;
    const stops = [
      link.start(),
      effect(() => {
        if (isHere.value) void learnWhoIsHere(ready.value);
      }),
      effect(() => {
        const prefill = state.value?.prefill;
        if (prefill) {
          tab.value = 'dial';
          field.prefill(prefill);
        }
      }),
      effect(() => {
        // A new call shows its own refusal, so an earlier refusal is cleared.
        if (calledAt.value !== undefined) refused.value = null;
      }),
      missed.follow(() => (ready.value ? state.value?.inboxAt : undefined)),
      recents.follow(state),
      watchActivity(ports.sayActive, ports.now),
    ];
    return () => {
      open = false;
      for (const stop of stops) stop();
    };
  };

  const say = <T>(result: Result<T, Refused>) => {
    // A call that has ended in the meantime is shown as ended anyway.
    refused.value = result.ok || result.error.reason === 'no_call' ? null : result.error;
  };

  const dial = async (intent: DialIntent) => {
    if (dialing.value || live.value) return;
    dialing.value = true;
    refused.value = null;
    const outcome = await ports.dial({ intent, key: ports.newKey() });
    dialing.value = false;
    if (outcome.ok) field.clear();
    else if (!SAID_ELSEWHERE.has(outcome.error.reason) && calledAt.value !== intent.at)
      refused.value = outcome.error;
  };

  /** Calls the number in the number field; false if the field is empty. */
  const dialTyped = (): boolean => {
    const intent = field.intent();
    if (intent) void dial(intent);
    return intent !== null;
  };

  const redial = (number: string, contactId?: DialIntent['contactId']) =>
    void dial({ number, source: 'recents', contactId, at: ports.now() });

  const dismiss = async (keepNumber?: string) => {
    // A number that a page asked to call during this call must still be confirmed.
    field.set(keepNumber ?? field.asked.value?.number ?? '');
    if (keepNumber !== undefined) tab.value = 'dial';
    refused.value = null;
    await ports.dismiss();
  };

  return {
    ports,
    state,
    trouble,
    refused,
    me,
    workspaces,
    numbers,
    tab,
    dialing,
    country,
    signedOut,
    noDialer,
    live,
    rings,
    field,
    recents,
    start,
    dial,
    dialTyped,
    redial,
    missed,
    callBack: (entry: InboxEntry) => {
      const intent = callBackIntent(entry, ports.now());
      if (intent) void dial(intent);
    },
    callFrom,
    pickCallFrom: async (number: E164 | null) => {
      callFrom.value = number;
      await ports.storeCallFrom(number);
    },
    dismiss,
    /** Clears the data of the previous workspace at once; the data of the new one is loaded when it is on duty. */
    switchTo: async (id: WorkspaceSummary['id']) => {
      const reply = await ports.switchTo(id);
      say(reply);
      if (!reply.ok) return;
      await ports.dismiss();
      me.value = reply.value;
      numbers.value = [];
      field.clear();
      recents.forget();
      missed.forget();
      workspaces.value = workspaces.value.map(workspace => ({ ...workspace, isThis: workspace.id === id }));
    },
    isHere,
    statusPanel,
    loadStatusPanel: async () => {
      statusPanel.value ??= await ports.loadStatusPanel();
    },
    rejoin: async () => say(await ports.rejoin()),
    hangUp: async () => say(await ports.hangUp()),
    answer: async (id: CallId) => {
      const outcome = await ports.answer(id);
      if (outcome.ok || !SAID_BY_OFFERS.has(outcome.error.reason)) say(outcome);
    },
    decline: async (id: CallId) => say(await ports.decline(id)),
    toVoicemail: async (id: CallId) => say(await ports.toVoicemail(id)),
    /** The result arrives later, as the recording state of the call. */
    stopRecording: async () => {
      const id = live.value?.view?.id;
      if (id) say(await ports.stopRecording(id));
    },
    hold,
    mute: async (on: boolean) => say(await ports.mute(on)),
    sendDigits: async (digits: string) => say(await ports.sendDigits(digits)),
    forgetRefusal: () => {
      refused.value = null;
    },
  };
};
