import { describe, expect, it } from 'vitest';
import { wrapUpUntil } from '../../shared/calls/wrap-up.ts';

describe('a wrap-up', () => {
  const over = { phase: 'ended', answeredAt: 1_000, endedAt: 61_000, wrapUpSeconds: 15 } as const;

  it('lasts from the end of a conversation for as long as the workspace has set', () => {
    expect(wrapUpUntil(over)).toBe(76_000);
  });

  it.each([
    ['where nobody answered', { ...over, answeredAt: undefined }],
    ['while they still talk', { ...over, phase: 'active' as const, endedAt: undefined }],
    ['if the workspace wants none', { ...over, wrapUpSeconds: 0 }],
    ['for a past call', { ...over, wrapUpSeconds: undefined }],
  ])('is not %s', (_, call) => {
    expect(wrapUpUntil(call)).toBeUndefined();
  });
});
