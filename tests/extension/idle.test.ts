import { afterEach, describe, expect, test, vi } from 'vitest';
import { watchActivity } from '../../extension/presence/activity.ts';
import { idleness } from '../../extension/presence/idle.ts';

const MINUTE = 60_000;

const aComputer = () => {
  const told: (number | null)[] = [];
  let now = 1_000_000;
  const idle = idleness({ tell: idleMs => told.push(idleMs), now: () => now });
  return { idle, told, pass: (ms: number) => (now += ms) };
};

describe('a computer', () => {
  test('is told to be idle once, and to be in use once', () => {
    const { idle, told } = aComputer();
    idle.hear(null);
    idle.hear(10 * MINUTE);
    idle.hear(10 * MINUTE);
    idle.hear(null);
    idle.hear(null);
    expect(told).toEqual([10 * MINUTE, null]);
  });

  test('that is locked is idle from then on', () => {
    const { idle, told, pass } = aComputer();
    idle.hear(0);
    pass(4 * MINUTE);
    idle.repeat();
    expect(told).toEqual([0, 4 * MINUTE]);
  });

  test('whose page is used is in use at that moment, whatever the operating system says', () => {
    const { idle, told, pass } = aComputer();
    idle.active();
    pass(3 * MINUTE);
    idle.hear(10 * MINUTE);
    expect(told).toEqual([3 * MINUTE]);
    pass(8 * MINUTE);
    idle.active();
    expect(told).toEqual([3 * MINUTE, 0]);
  });

  test('that is in use has nothing to tell when a page is used', () => {
    const { idle, told } = aComputer();
    idle.active();
    expect(told).toEqual([]);
  });
});

const press = (isTrusted: boolean) => {
  const event = new Event('keydown', { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  document.body.dispatchEvent(event);
};

describe('activity in a page', () => {
  let stop = () => {};
  afterEach(() => stop());

  test('is said at once and then once a minute, until nobody listens', () => {
    const say = vi.fn();
    let now = 0;
    stop = watchActivity(say, () => now);
    press(true);
    press(true);
    expect(say).toHaveBeenCalledTimes(1);
    now = MINUTE;
    press(true);
    expect(say).toHaveBeenCalledTimes(2);
    stop();
    now = 2 * MINUTE;
    press(true);
    expect(say).toHaveBeenCalledTimes(2);
  });

  test('made by the page’s own script is nobody’s', () => {
    const say = vi.fn();
    stop = watchActivity(say, () => 0);
    press(false);
    expect(say).not.toHaveBeenCalled();
  });
});
