import type { Conference, Participant } from './conference.ts';
import { setHeld } from './conference-life.ts';
import { fetchAudio } from './fetch-audio.ts';
import type { HookMethod } from './hooks.ts';
import { houseMusic } from './house-music.ts';
import type { Network } from './network.ts';
import { repeated } from './tones.ts';

/** Holds a participant at once; the music of the address follows when it has been fetched. */
export const hold = (
  network: Network,
  conference: Conference,
  member: Participant,
  held: boolean,
  url: string | undefined,
  method: HookMethod,
): void => {
  setHeld(network, conference, member, held, held && url === undefined ? houseMusic() : undefined);
  if (!held || url === undefined) return;
  void fetchAudio(network, member.call, url, method).then(audio => {
    if (audio && member.held) setHeld(network, conference, member, true, repeated(audio));
  });
};
