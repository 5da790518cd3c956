/** What of a workspace's Switchboard is only counting and noting: what was used today, and when a line was tested. */
import { DurableObject } from 'cloudflare:workers';
import type { MemberId } from '../../shared/ids.ts';
import type { Budget, Used, UsedUp } from '../../shared/workspace/limits.ts';
import { ObjectSql } from '../object-sql.ts';
import { systemClock } from '../platform.ts';
import type { Price } from './spend-memory.ts';
import { SWITCHBOARD_SCHEMA } from './switchboard-schema.ts';
import { UsageMemory } from './usage-memory.ts';

export class UsageBoard extends DurableObject<Env> {
  protected readonly sql: ObjectSql;
  protected readonly counted: UsageMemory;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.sql = new ObjectSql(state.storage, SWITCHBOARD_SCHEMA);
    this.counted = new UsageMemory(this.sql);
  }

  /** Counts a call that is about to be forwarded; null if today's limits allow it. A repeated claim counts once. */
  async claimForward(callSid: string, budget: Budget): Promise<UsedUp | null> {
    return this.counted.claimForward(callSid, budget, systemClock.now()) ?? null;
  }

  async endForward(callSid: string, talkedMs: number): Promise<void> {
    this.counted.end(callSid, talkedMs);
  }

  /** Counts what the carrier charged for a call. A repeated price, or one from a day long past, changes nothing. */
  async priceKnown(id: string, price: Price): Promise<void> {
    this.counted.spend.hear(id, price);
  }

  /** A day's usage so far, by member, and how many of its calls have no complete price yet. */
  async usage(day: string): Promise<{ used: Readonly<Record<string, Used>>; unpriced: number }> {
    const used = Object.fromEntries(this.counted.used(day, systemClock.now()));
    return { used, unpriced: this.counted.spend.unpriced(day) };
  }

  /** A test call on this member's line has arrived from the carrier. */
  async noteLineTest(memberId: string): Promise<void> {
    await this.ctx.storage.put(`lineTest/${memberId}`, systemClock.now());
  }

  async lineTestAt(memberId: MemberId): Promise<number | null> {
    return (await this.ctx.storage.get<number>(`lineTest/${memberId}`)) ?? null;
  }
}
