import { describe, expect, it } from 'vitest';
import { createPlayer, type PlayerPorts } from '../../extension/recordings/player.ts';
import { RecordingSid } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';

const sidOf = (n: number) => RecordingSid.parse(`RE${String(n).padStart(32, '0')}`);

const aPlayer = (over: Partial<PlayerPorts> = {}) => {
  const asked: string[] = [];
  const player = createPlayer({
    listen: async sid => ok({ url: `https://r.example/${asked.push(sid)}` }),
    ...over,
  });
  return { player, asked };
};

describe('the player of recordings', () => {
  it('plays one recording at a time, each from an address of its own', async () => {
    const { player, asked } = aPlayer();
    await player.play(sidOf(1));
    expect(player.open.value).toEqual({ sid: sidOf(1), url: 'https://r.example/1', autoplay: true });
    await player.play(sidOf(2));
    expect(player.open.value).toEqual({ sid: sidOf(2), url: 'https://r.example/2', autoplay: true });
    player.close();
    expect([player.open.value, asked]).toEqual([null, [sidOf(1), sidOf(2)]]);
  });

  it.each([
    ['gone', 'deleted when its retention period ended'],
    ['stuck', 'could not be fetched from the carrier'],
    ['coming', 'not been fetched from the carrier yet'],
    ['empty', 'is empty'],
  ] as const)('says why there is nothing to play: %s', async (reason, text) => {
    const { player } = aPlayer({ listen: async () => err({ reason }) });
    await player.play(sidOf(1));
    expect(player.trouble.value?.text).toContain(text);
    expect(player.open.value?.url).toBeNull();
  });

  it('does not play a recording that was closed while it loaded', async () => {
    let come = () => {};
    const { player } = aPlayer({
      listen: () =>
        new Promise(resolve => {
          come = () => resolve(ok({ url: 'https://r.example/late' }));
        }),
    });
    const playing = player.play(sidOf(1));
    player.close();
    come();
    await playing;
    expect(player.open.value).toBeNull();
  });

  it('goes on where it stopped, at a new address, when the address has expired', async () => {
    const { player } = aPlayer();
    await player.play(sidOf(1));
    player.playing();
    await player.failed(61.5, true);
    expect(player.open.value).toEqual({ sid: sidOf(1), url: 'https://r.example/2#t=61.5', autoplay: true });
    // A listener who had paused is not surprised by sound.
    player.playing();
    await player.failed(70, false);
    expect(player.open.value).toEqual({ sid: sidOf(1), url: 'https://r.example/3#t=70', autoplay: false });
  });

  it('says so when a new address does not help, and asks for no other', async () => {
    const { player, asked } = aPlayer();
    await player.play(sidOf(1));
    await player.failed(0, true);
    await player.failed(0, true);
    expect(player.trouble.value?.text).toContain('could not go on');
    expect([player.open.value?.url, asked.length]).toEqual([null, 2]);
    await player.play(sidOf(1));
    expect([player.trouble.value, player.open.value?.url]).toEqual([null, 'https://r.example/3']);
  });

  it('says why it cannot go on when the recording is no longer there', async () => {
    let isGone = false;
    const { player } = aPlayer({
      listen: async () => (isGone ? err({ reason: 'gone' as const }) : ok({ url: 'https://r.example/1' })),
    });
    await player.play(sidOf(1));
    isGone = true;
    await player.failed(5, true);
    expect(player.trouble.value?.text).toContain('deleted when its retention period ended');
  });
});
