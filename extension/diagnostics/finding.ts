import type { Facts } from './facts.ts';

/** What can be done about a finding, with one click. */
export type Repair =
  | { readonly go: 'browser' | 'basic' | 'dialer' | 'numbers' | 'countries' }
  | { readonly do: 'set_up' | 'microphone' | 'site_settings' | 'performance' | 'reconnect' | 'go_online' };

/** `open`: this cannot be told at the moment, and is nobody's fault. */
export type Finding = {
  readonly state: 'good' | 'open' | 'warn' | 'bad';
  readonly what: string;
  readonly next?: string;
  readonly repair?: Repair;
  /** Details, one a line. */
  readonly lines?: readonly string[];
};

export const good = (what: string): Finding => ({ state: 'good', what });
export const open = (what: string, next?: string): Finding => ({ state: 'open', what, next });
export const bad = (what: string, next: string, repair?: Repair): Finding => ({
  state: 'bad',
  what,
  next,
  repair,
});
export const warn = (what: string, next: string, repair?: Repair): Finding => ({
  state: 'warn',
  what,
  next,
  repair,
});

/** Undefined while the facts it needs have not been found out. */
export type Look = (facts: Facts) => Finding | undefined;
