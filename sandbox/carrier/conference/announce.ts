import { announcement } from '../playback/music.ts';
import type { Ask } from '../webhooks/address.ts';
import { type Conference, joined, type Participant } from './conference.ts';
import { tellConference } from './events.ts';
import type { ConferenceNetwork } from './network.ts';

/**
 * Plays an address's audio to one participant, or to everybody; they hear nothing else meanwhile. The application is
 * told when the announcement has ended, or that there was nothing to play.
 */
export const announce = async (
  network: ConferenceNetwork,
  conference: Conference,
  address: Ask,
  to?: Participant,
): Promise<void> => {
  const [first] = to ? [to] : joined(conference);
  const audio = first ? await announcement(network, first.call, address) : undefined;
  if (conference.status === 'completed') return;
  if (!audio) {
    const why = { AnnounceUrl: address.url, ReasonAnnouncementFailed: 'no audio' };
    tellConference(network, conference, 'announcement-fail', to, why);
    return;
  }
  const heardBy = to ? [to] : joined(conference);
  await Promise.all(heardBy.map(({ call }) => conference.audio.play(call.sid, audio()).ended));
  tellConference(network, conference, 'announcement-end', to, { AnnounceUrl: address.url });
};
