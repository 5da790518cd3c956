import { describe, expect, it } from 'vitest';
import { createPlayer, type PlayerPorts } from '../../extension/call-log/desk/player.ts';
import { CallId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';

const idOf = (n: number) => CallId.parse(`call_${String(n).padStart(26, '0')}`);
const aPlayer = (over: Partial<PlayerPorts> = {}) => {
  const dropped: string[] = [];
  const player = createPlayer({
    listen: async callId => ok({ type: 'audio/wav', name: '', bytes: 3, body: callId }),
    urlOf: sound => `blob:${String(sound)}`,
    dropUrl: url => dropped.push(url),
    ...over,
  });
  return { player, dropped };
};

describe('the player of recordings', () => {
  it('plays one recording at a time, and releases the previous one', async () => {
    const { player, dropped } = aPlayer();
    await player.play(idOf(1));
    expect(player.open.value).toEqual({ callId: idOf(1), url: `blob:${idOf(1)}` });
    await player.play(idOf(2));
    expect(dropped).toEqual([`blob:${idOf(1)}`]);
    player.close();
    expect([player.open.value, dropped.length]).toEqual([null, 2]);
  });

  it('says why there is nothing to play', async () => {
    const { player } = aPlayer({ listen: async () => err({ reason: 'gone' }) });
    await player.play(idOf(1));
    expect(player.trouble.value?.text).toContain('deleted when its retention period ended');
    expect(player.open.value).toEqual({ callId: idOf(1), url: null });
  });

  it('does not play a recording that was closed while it loaded', async () => {
    let come = () => {};
    const { player } = aPlayer({
      listen: callId =>
        new Promise(resolve => {
          come = () => resolve(ok({ type: 'audio/wav', name: '', bytes: 3, body: callId }));
        }),
    });
    const playing = player.play(idOf(1));
    player.close();
    come();
    await playing;
    expect(player.open.value).toBeNull();
  });
});
