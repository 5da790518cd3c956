import type { PlaybackNetwork } from '../playback/network.ts';
import type { RecordingNetwork } from '../recordings/network.ts';
import type { Conferences } from './conferences.ts';

/** What a conference touches. */
export type ConferenceNetwork = PlaybackNetwork & RecordingNetwork & { readonly conferences: Conferences };
