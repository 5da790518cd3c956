import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { FRAME_MS, type Frame, type MediaLeg, SAMPLES_PER_FRAME } from '../../sandbox/carrier/media/leg.ts';
import { createRoomAudio, type RoomAudio } from '../../sandbox/carrier/media/room-audio.ts';
import { startTicker, type Ticker } from '../../sandbox/carrier/media/ticker.ts';
import type { Source } from '../../sandbox/carrier/media/tones.ts';
import { createDigitReader } from '../../sandbox/carrier/media/webrtc-digits.ts';
import { createPlayout } from '../../sandbox/carrier/media/webrtc-playout.ts';
import { manualClock } from './media-clock.ts';

/** A frame that can be recognised by its first sample. */
const frameOf = (value: number): Frame => new Int16Array(SAMPLES_PER_FRAME).fill(value);
const times = (value: number, count: number): Source => {
  let left = count;
  return () => (left-- > 0 ? frameOf(value) : undefined);
};

/** A party that always sends the same frame and records the first sample of every frame it hears. */
const party = (says: number) => {
  const heard: number[] = [];
  const leg: MediaLeg = {
    push: frame => void heard.push(frame[0] ?? 0),
    pull: () => frameOf(says),
    onDigit: undefined,
    playDigit() {},
    close() {},
    flow: () => ({ heard: { packets: 0, energy: 0 }, said: { packets: 0, energy: 0 } }),
  };
  return { leg, heard };
};

let clock: ReturnType<typeof manualClock>;
let ticker: Ticker;
let room: RoomAudio;
beforeEach(() => {
  clock = manualClock();
  ticker = startTicker(clock);
  room = createRoomAudio(ticker);
});
const ticks = (count: number) => clock.advance(count * FRAME_MS);

describe('a room', () => {
  test('lets everyone hear the others', () => {
    const [one, two, three] = [party(1), party(20), party(300)];
    room.join('one', one.leg);
    room.join('two', two.leg);
    room.join('three', three.leg);
    ticks(1);
    expect([one.heard, two.heard, three.heard]).toEqual([[320], [301], [21]]);
  });

  test('gives a lone member silence, in frames that never stop', () => {
    const one = party(1);
    room.join('one', one.leg);
    ticks(3);
    expect(one.heard).toEqual([0, 0, 0]);
  });

  test('records who heard whom, and for how long', () => {
    const [one, two, three] = [party(100), party(200), party(300)];
    room.join('one', one.leg);
    room.join('two', two.leg, { muted: true });
    room.join('three', three.leg, { held: true });
    ticks(5);
    expect(room.heard()).toEqual([
      { listener: 'two', speaker: 'one', ms: 100, energy: expect.any(Number), spans: [expect.any(Array)] },
    ]);
    const [from = 0, to = 0] = room.heard()[0]?.spans[0] ?? [];
    expect(to - from).toBe(100);
    room.leave('one');
    room.update('three', { held: false });
    ticks(1);
    expect(room.heard().map(({ listener, speaker, ms }) => [listener, speaker, ms])).toEqual([
      ['two', 'one', 100],
      ['two', 'three', 20],
    ]);
  });

  test('lets a ringing member be heard, but hear nothing until it answers', () => {
    const [rep, customer] = [party(1), party(20)];
    room.join('rep', rep.leg);
    room.join('customer', customer.leg, { ringing: true });
    ticks(2);
    room.update('customer', { ringing: false });
    ticks(1);
    expect(rep.heard).toEqual([20, 20, 20]);
    expect(customer.heard).toEqual([0, 0, 1]);
  });

  test('lets a muted member hear, but not be heard', () => {
    const [one, two] = [party(1), party(20)];
    room.join('one', one.leg, { muted: true });
    room.join('two', two.leg);
    ticks(1);
    room.update('one', { muted: false });
    ticks(1);
    expect([one.heard, two.heard]).toEqual([
      [20, 20],
      [0, 1],
    ]);
  });

  test('plays hold audio to a held member, whom nobody hears', () => {
    const [one, two] = [party(1), party(20)];
    room.join('one', one.leg);
    room.join('two', two.leg, { held: true, holdAudio: times(7, 2) });
    ticks(3);
    room.update('two', { held: false });
    ticks(1);
    expect([one.heard, two.heard]).toEqual([
      [0, 0, 0, 20],
      [7, 7, 0, 1],
    ]);
  });

  test('is replaced by a playback for one member alone, until the playback ends', async () => {
    const [one, two] = [party(1), party(20)];
    room.join('one', one.leg, { held: true, holdAudio: times(7, 100) });
    room.join('two', two.leg);
    const playback = room.play('one', times(5, 2));
    ticks(3);
    await playback.ended;
    expect([one.heard, two.heard]).toEqual([
      [5, 5, 7],
      [0, 0, 0],
    ]);
  });

  test('ends a playback when it is stopped or replaced, or its member leaves or does not exist', async () => {
    const one = party(1);
    room.join('one', one.leg);
    const stopped = room.play('one', times(5, 100));
    ticks(1);
    stopped.stop();
    ticks(1);
    const replaced = room.play('one', times(6, 100));
    const left = room.play('one', times(8, 100));
    ticks(1);
    room.leave('one');
    await Promise.all([stopped.ended, replaced.ended, left.ended, room.play('nobody', times(1, 1)).ended]);
    expect(one.heard).toEqual([5, 0, 8]);
  });

  test('lets a member who left neither hear nor be heard, and rests when it is empty', () => {
    const [one, two] = [party(1), party(20)];
    room.join('one', one.leg);
    room.join('two', two.leg);
    ticks(1);
    room.leave('two');
    room.leave('nobody');
    ticks(1);
    room.close();
    ticks(5);
    expect([one.heard, two.heard]).toEqual([[20, 0], [1]]);
    room.join('one', one.leg);
    ticks(1);
    expect(one.heard.length).toBe(3);
  });
});

describe('the beat', () => {
  test('never drifts, however late the timer fires', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 50 }), delays => {
        const slow = manualClock();
        let run: (() => void) | undefined;
        const late = startTicker({
          now: slow.now,
          schedule(plan) {
            run = plan;
            return () => {
              run = undefined;
            };
          },
        });
        let beats = 0;
        late.add(() => {
          beats += 1;
        });
        for (const delay of delays) {
          slow.advance(delay);
          run?.();
        }
        expect(beats).toBe(Math.floor(slow.now() / FRAME_MS));
        late.stop();
      }),
    );
  });

  test('does not catch up after a long sleep', () => {
    let run: (() => void) | undefined;
    const asleep = manualClock();
    const sleepy = startTicker({
      now: asleep.now,
      schedule(plan) {
        run = plan;
        return () => {};
      },
    });
    let beats = 0;
    sleepy.add(() => {
      beats += 1;
    });
    asleep.advance(60_000);
    run?.();
    expect(beats).toBeLessThan(15);
  });

  test('rests when nothing is connected', () => {
    let beats = 0;
    const remove = ticker.add(() => {
      beats += 1;
    });
    ticks(3);
    remove();
    ticks(3);
    expect(beats).toBe(3);
    ticker.add(() => {
      beats += 1;
    });
    ticks(2);
    ticker.stop();
    ticks(2);
    expect(beats).toBe(5);
  });
});

describe('received audio', () => {
  test('comes out in order and complete, whatever the packets’ length', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 30 }), lengths => {
        const playout = createPlayout();
        let next = 1;
        const came: number[] = [];
        for (const length of lengths) {
          playout.put(Int16Array.from({ length }, () => next++));
          for (let frame = playout.take(); frame; frame = playout.take()) came.push(...frame);
        }
        expect(came).toEqual(Array.from({ length: came.length }, (_, i) => i + 1));
        expect(next - 1 - came.length).toBeLessThan(2 * SAMPLES_PER_FRAME);
      }),
    );
  });

  test('waits for a second frame before it starts, and never builds up a delay', () => {
    const playout = createPlayout();
    playout.put(frameOf(1));
    expect(playout.take()).toBeUndefined();
    playout.put(frameOf(2));
    expect(playout.take()?.[0]).toBe(1);
    expect(playout.take()?.[0]).toBe(2);
    expect(playout.take()).toBeUndefined();
    for (let value = 3; value < 30; value++) playout.put(frameOf(value));
    let waiting = 0;
    for (let frame = playout.take(); frame; frame = playout.take()) waiting += 1;
    expect(waiting).toBeLessThanOrEqual(8);
  });
});

describe('digits in RTP', () => {
  const event = (code: number, end: boolean) => Uint8Array.of(code, end ? 0x8a : 0x0a, 1, 0x40);

  test('a key press is one digit, however often its packets come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 10 }),
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 1, max: 6 }),
        (codes, start, packets) => {
          const read = createDigitReader();
          const digits = codes.flatMap((code, press) => {
            const timestamp = (start + press * 1840) >>> 0;
            return Array.from(
              { length: packets },
              (_, i) => read(event(code, i > 2), timestamp) ?? [],
            ).flat();
          });
          expect(digits).toEqual(codes.map(code => '0123456789*#ABCD'[code]));
        },
      ),
    );
  });

  test('a packet that is late, truncated or of an unknown event is not a digit', () => {
    const read = createDigitReader();
    expect(read(event(5, false), 1000)).toBe('5');
    expect(read(event(4, true), 800)).toBeUndefined();
    expect(read(event(16, true), 2000)).toBeUndefined();
    expect(read(Uint8Array.of(1, 2), 3000)).toBeUndefined();
    expect(read(event(6, true), 4000)).toBe('6');
  });
});
