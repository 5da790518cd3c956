import { dice, hash } from '../dice.ts';
import type { Hook } from '../webhooks/hooks.ts';
import { type Aimed, createAimed } from './aimed.ts';
import type { ReadFaultPlan, WebhookAct, WebhookMatch } from './plan.ts';

/** Everything that happens to one webhook. */
export type Treatment = {
  /** The acts by name, for the ledger. */
  readonly acts: readonly WebhookAct['act'][];
  readonly isLost: boolean;
  readonly loseAnswer: boolean;
  /** Deliveries in addition to the first. */
  readonly copies: number;
  readonly delayMs: number;
  /** `next`: until the next webhook in the same queue. */
  readonly holdUntil: WebhookMatch | 'next' | undefined;
  readonly spoil: 'corrupt' | 'wrongSignature' | undefined;
  /** The delay of the answer. */
  readonly slowMs: number;
  /** Treated as the application's answer. */
  readonly status: number | undefined;
};

type Rates = NonNullable<ReadFaultPlan['webhooks']>;

export type WebhookFaults = {
  readonly aimed: Aimed<WebhookMatch, WebhookAct>;
  plan(rates: Rates | undefined, seed: number): void;
  treat(hook: Hook): Treatment;
};

const legOf = ({ params }: Hook): 'client' | 'pstn' | undefined =>
  params.CallSid === undefined ? undefined : params.From?.startsWith('client:') ? 'client' : 'pstn';

export const matchesHook = (on: WebhookMatch, hook: Hook): boolean =>
  (on.kind === undefined || on.kind === hook.kind) &&
  (on.event === undefined || on.event === hook.event || on.event === hook.params.CallStatus) &&
  (on.leg === undefined || on.leg === (hook.leg ?? legOf(hook))) &&
  (on.callSid === undefined || on.callSid === hook.params.CallSid) &&
  (on.label === undefined || on.label === hook.params.ParticipantLabel) &&
  (on.url === undefined || hook.url.includes(on.url));

const treatmentOf = (acts: readonly WebhookAct[], swap: boolean): Treatment => {
  const find = <N extends WebhookAct['act']>(name: N) =>
    acts.find((act): act is Extract<WebhookAct, { act: N }> => act.act === name);
  return {
    acts: [...acts.map(({ act }) => act), ...(swap ? (['hold'] as const) : [])],
    isLost: find('drop') !== undefined,
    loseAnswer: find('loseAnswer') !== undefined,
    copies: find('double')?.copies ?? 0,
    delayMs: find('delay')?.delayMs ?? 0,
    holdUntil: find('hold')?.until ?? (swap ? 'next' : undefined),
    spoil: find('corrupt') ? 'corrupt' : find('wrongSignature') ? 'wrongSignature' : undefined,
    slowMs: find('slow')?.delayMs ?? 0,
    status: find('answer')?.status,
  };
};

/** Every number is drawn even if it is not needed, so that one rate does not shift the draws of the others. */
const draw = (rates: Rates, seed: number): { acts: WebhookAct[]; swap: boolean } => {
  const next = dice(seed);
  const acts: WebhookAct[] = [];
  const roll = (rate: number, act: WebhookAct) => {
    if (next() < rate) acts.push(act);
  };
  roll(rates.drop, { act: 'drop' });
  roll(rates.double, { act: 'double', copies: 1 });
  const delayMs = Math.round(next() * rates.delayMs);
  roll(rates.delay, { act: 'delay', delayMs });
  roll(rates.corrupt, { act: 'corrupt' });
  roll(rates.wrongSignature, { act: 'wrongSignature' });
  roll(rates.loseAnswer, { act: 'loseAnswer' });
  roll(rates.status5xx, { act: 'answer', status: 500 });
  const swap = next() < rates.reorder;
  const slowMs = Math.round(next() * rates.slowMs);
  roll(rates.slow, { act: 'slow', delayMs: slowMs });
  return { acts, swap };
};

const nameOf = ({ kind, event, params }: Hook): string =>
  [kind, event, params.ParticipantLabel ?? params.To].join(' ');

export const createWebhookFaults = (): WebhookFaults => {
  const aimed = createAimed<WebhookMatch, WebhookAct>();
  const seen = new Map<string, number>();
  let rates: Rates | undefined;
  let seed = 1;
  return {
    aimed,
    plan(newRates, newSeed) {
      rates = newRates;
      seed = newSeed;
      seen.clear();
    },
    treat(hook) {
      const name = nameOf(hook);
      const nth = seen.get(name) ?? 0;
      if (rates) seen.set(name, nth + 1);
      const drawn =
        rates && matchesHook(rates.on, hook)
          ? draw(rates, hash(`${seed} ${name} ${nth}`))
          : { acts: [], swap: false };
      const struck = aimed.strike(on => matchesHook(on, hook));
      return treatmentOf([...struck, ...drawn.acts], drawn.swap);
    },
  };
};
