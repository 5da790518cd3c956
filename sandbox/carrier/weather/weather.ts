import { createLineFaults, type LineFaults } from './lines.ts';
import { FaultPlan, type ReadFaultPlan } from './plan.ts';
import { createRequestFaults, type RequestFaults } from './requests.ts';
import { createWebhookFaults, type WebhookFaults } from './webhooks.ts';

/** All faults of the network: they strike webhooks, requests and lines. There are none until a plan is set. */
export type Weather = {
  readonly webhooks: WebhookFaults;
  readonly requests: RequestFaults;
  readonly lines: LineFaults;
  /** The current plan with defaults filled in. Does not include aimed faults. */
  plan(): ReadFaultPlan;
  /** Replaces every earlier fault. Throws if the plan is invalid. */
  set(plan: FaultPlan): void;
};

export const createWeather = (): Weather => {
  const webhooks = createWebhookFaults();
  const requests = createRequestFaults();
  const lines = createLineFaults();
  let current = FaultPlan.parse({});
  return {
    webhooks,
    requests,
    lines,
    plan: () => current,
    set(plan) {
      current = FaultPlan.parse(plan);
      const { seed, webhooks: webhookRates, rest, lines: lineRates, aimed } = current;
      webhooks.aimed.clear();
      requests.aimed.clear();
      webhooks.plan(webhookRates, seed);
      requests.plan(rest, seed);
      lines.plan(lineRates, seed);
      for (const fault of aimed?.webhooks ?? []) webhooks.aimed.add(fault);
      for (const fault of aimed?.rest ?? []) requests.aimed.add(fault);
    },
  };
};
