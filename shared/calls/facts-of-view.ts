/**
 * A view as facts, so that whoever holds a view and facts of their own derives the call by `merge`, as LiveCall does.
 * Pure.
 */
import { RecordingSid } from '../ids.ts';
import type { CallView, Recording } from './contract.ts';
import { type CallState, type Fact, isOver, merge } from './machine.ts';
import { REJOIN_MS } from './rep-presence.ts';

type WithoutKey = Fact extends infer F ? (F extends Fact ? Omit<F, 'key'> : never) : never;

/** A view does not say when a switch was last written, so any write known from elsewhere counts as later. */
const BEFORE_ALL = 0;

/** A view does not name the recording, and no state depends on its name. */
const UNNAMED = RecordingSid.parse(`RE${'0'.repeat(32)}`);

const factsOfRecording = (recording: Recording, at: number): readonly WithoutKey[] => {
  const begun = { kind: 'recording.begun', at, recordingSid: UNNAMED } as const;
  switch (recording) {
    case 'notice':
      return [{ kind: 'notice.begun', at }];
    case 'on':
      return [begun];
    case 'stopping':
      return [begun, { kind: 'recording.stopAsked', at }];
    case 'stopped':
      return [{ kind: 'recording.stopped', at }];
    case 'not_told':
      return [{ kind: 'notice.ended', at, on: false }];
    case 'refused':
      return [{ kind: 'recording.refused', at }];
  }
};

/** The facts of a call that is not over: `merge` turns them back into the state of the view. */
export const factsOf = (view: CallView): readonly Fact[] => {
  const { openedAt, ringingAt, answeredAt, rejoinUntil } = view;
  const facts: Fact[] = [];
  const add = (fact: WithoutKey): void => void facts.push({ ...fact, key: `view/${fact.kind}` });
  add({ kind: 'dial.opened', at: openedAt });
  if (view.delayed) add({ kind: 'create.delayed', at: openedAt });
  if (ringingAt !== undefined) add({ kind: 'leg.ringing', leg: 'customer', at: ringingAt });
  if (answeredAt !== undefined) add({ kind: 'leg.answered', leg: 'customer', at: answeredAt });
  if (rejoinUntil !== undefined) add({ kind: 'room.left', leg: 'rep', at: rejoinUntil - REJOIN_MS });
  if (view.recording) for (const fact of factsOfRecording(view.recording, openedAt)) add(fact);
  add({ kind: 'customer.held', at: BEFORE_ALL, on: view.onHold });
  add({ kind: 'device.muted', at: BEFORE_ALL, on: view.muted });
  add({ kind: 'device.link', at: BEFORE_ALL, on: view.linked });
  return facts;
};

/**
 * The call for whoever has this view and facts of their own, which the view may include already. The view of a call
 * that is over is final: LiveCall ignores what a phone reports after the end.
 */
export const stateOf = (view: CallView, own: readonly Fact[]): CallState =>
  isOver(view.phase) ? view : merge([...factsOf(view), ...own]);
