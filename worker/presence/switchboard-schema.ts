/** The migrations of a Switchboard's storage. Append-only. */
import type { StorageMigration } from '../object-sql.ts';

// Storage that predates migrations already has these tables.
const first: StorageMigration = sql => {
  sql.exec(`
    create table if not exists line (member_id text primary key, call_id text not null, since integer not null, view text);
    create table if not exists dial_key (member_id text not null, key text not null, hash text not null,
      call_id text not null, expires_at integer not null, primary key (member_id, key));
    create table if not exists ticket (secret text primary key, member_id text not null, session_id text not null,
      expires_at integer not null);
    create table if not exists phone_watch (member_id text primary key, workspace_id text not null, call_id text not null,
      since integer not null, carried_by text, missed_at integer, told integer not null default 0,
      blind integer not null default 0);
  `);
};

/** The calls of a day: a row for each call of today and yesterday, and the sums of those that are over. */
const second: StorageMigration = sql => {
  sql.exec(`
    create table used_call (id text primary key, member_id text not null, day text not null, answered_at integer,
      is_over integer not null default 0);
    create index used_call_live on used_call (day) where is_over = 0;
    create table used_day (day text not null, member_id text not null, calls integer not null, talk_ms integer not null,
      primary key (day, member_id));
  `);
};

/**
 * The cost of calls: what is known of each call so far, whether that is complete, and the sums of a day. No price is
 * awaited for calls that were over before prices were requested.
 */
const third: StorageMigration = sql => {
  sql.exec(`
    alter table used_call add column spend_micros integer not null default 0;
    alter table used_call add column is_priced integer not null default 0;
    update used_call set is_priced = 1 where is_over = 1;
    create index used_call_unpriced on used_call (day) where is_priced = 0;
    create table used_spend (day text not null, member_id text not null, currency text not null,
      micros integer not null, primary key (day, member_id, currency));
  `);
};

/** Each dial deletes the expired keys, and should not have to read all the others. */
const fourth: StorageMigration = sql => {
  sql.exec('create index dial_key_expiry on dial_key (expires_at)');
};

/** Each leg counts once and in its own currency: the cost of a call so far is the sum of its legs. */
const fifth: StorageMigration = sql => {
  sql.exec(`
    create table used_leg (call_id text not null, leg text not null, currency text not null, micros integer not null,
      primary key (call_id, leg));
  `);
};

/**
 * The status each rep picked, and what else decides their status: whether a browser of theirs is connected, until
 * when they count as connected once none is, and when their last call and its wrap-up ended. `shown` is the status
 * last sent, since `since`. Tickets of screens are apart, because an earlier release inserts into `ticket` by position.
 */
const sixth: StorageMigration = sql => {
  sql.exec(`
    create table status (member_id text primary key, picked text not null, is_here integer not null default 0,
      here_until integer not null default 0, free_at integer not null default 0,
      shown text not null default 'offline', since integer not null);
    create table team_ticket (secret text primary key, session_id text not null, expires_at integer not null);
  `);
};

/**
 * Inbound calls that are, or were, offered to reps. `taken_by`: who has answered; `why`: why it is no longer offered.
 * Next to each, the reps it rings or rang, and those who declined it.
 */
const seventh: StorageMigration = sql => {
  sql.exec(`
    create table offer (call_id text primary key, view text not null, version integer not null, until integer not null,
      taken_by text, taken_name text, why text);
    create table offer_member (call_id text not null, member_id text not null, state text not null,
      primary key (call_id, member_id));
  `);
};

/**
 * The last call that ended, and the last one the rep said they were done with: news of that call which comes later
 * must not begin its wrap-up again.
 */
const eighth: StorageMigration = sql => {
  sql.exec(`
    alter table status add column last_call text;
    alter table status add column done_call text;
  `);
};

export const SWITCHBOARD_SCHEMA: readonly StorageMigration[] = [
  first,
  second,
  third,
  fourth,
  fifth,
  sixth,
  seventh,
  eighth,
];
