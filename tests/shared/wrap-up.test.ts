import { describe, expect, it } from 'vitest';
import { wrapUpUntil } from '../../shared/calls/wrap-up.ts';

describe('a wrap-up', () => {
  const over = { phase: 'ended', answeredAt: 1_000, endedAt: 61_000, wrapUpSeconds: 15 } as const;

  it('lasts as long as the workspace says, from the end of a talk', () => {
    expect(wrapUpUntil(over)).toBe(76_000);
  });

  it.each([
    ['where nobody answered', { ...over, answeredAt: undefined }],
    ['while they still talk', { ...over, phase: 'active' as const, endedAt: undefined }],
    ['where the workspace wants none', { ...over, wrapUpSeconds: 0 }],
    ['for a call of the past', { ...over, wrapUpSeconds: undefined }],
  ])('is not %s', (_, call) => {
    expect(wrapUpUntil(call)).toBeUndefined();
  });
});
