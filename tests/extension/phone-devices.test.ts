import { beforeEach, describe, expect, it } from 'vitest';
import { watchDevices } from '../../extension/calls/leg-devices.ts';
import type { AudioTrouble } from '../../extension/messages.ts';

type Track = EventTarget & { label: string; enabled: boolean };
const aTrack = (label: string): Track => Object.assign(new EventTarget(), { label, enabled: true });
const aStream = (track: Track) => ({ getAudioTracks: () => [track] });
const aSpeaker = (label: string, deviceId = label) => ({ kind: 'audiooutput' as const, label, deviceId });

let plugged: Track[];
let speakers: ReturnType<typeof aSpeaker>[];
let devices: EventTarget & { enumerateDevices: () => Promise<typeof speakers> };
let said: (AudioTrouble | null)[];
let replaced: string[];

beforeEach(() => {
  plugged = [];
  speakers = [aSpeaker('Default - Headset', 'default'), aSpeaker('Headset'), aSpeaker('Built-in')];
  devices = Object.assign(new EventTarget(), { enumerateDevices: async () => speakers });
  said = [];
  replaced = [];
});

const atRest = () => new Promise(resolve => setTimeout(resolve));
const changed = async () => {
  devices.dispatchEvent(new Event('devicechange'));
  await atRest();
};
const unplug = async (track: Track) => {
  track.dispatchEvent(new Event('ended'));
  await atRest();
};

const watched = async (first: Track) => {
  const watch = watchDevices({
    devices,
    open: async () => {
      const [track] = plugged;
      if (!track) throw new DOMException('none', 'NotFoundError');
      return aStream(track);
    },
    replace: async (lost, next) => {
      replaced.push(`${lost.label} → ${next.label}`);
    },
    told: trouble => said.push(trouble),
  });
  watch.speakWith(aStream(first));
  await atRest();
  return watch;
};

describe('a microphone that is unplugged in a call', () => {
  it('is replaced by the system’s microphone, which is named, and stays muted if it was', async () => {
    const headset = aTrack('Headset');
    const builtIn = aTrack('Default - Built-in');
    await watched(headset);
    headset.enabled = false;
    plugged = [builtIn];
    await unplug(headset);
    expect(replaced).toEqual(['Headset → Default - Built-in']);
    expect(builtIn.enabled).toBe(false);
    expect(said).toEqual([{ kind: 'microphone_replaced', label: 'Built-in' }]);
  });

  it('is reported missing until another is plugged in, which is used at once', async () => {
    const headset = aTrack('Headset');
    await watched(headset);
    await unplug(headset);
    expect(said).toEqual([{ kind: 'no_microphone' }]);
    plugged = [aTrack('USB')];
    await changed();
    expect(said.at(-1)).toEqual({ kind: 'microphone_replaced', label: 'USB' });
    expect(replaced).toEqual(['Headset → USB']);
  });

  it('is replaced again when the second goes as well', async () => {
    const [first, second, third] = [aTrack('A'), aTrack('B'), aTrack('C')];
    await watched(first);
    plugged = [second];
    await unplug(first);
    plugged = [third];
    await unplug(second);
    expect(replaced).toEqual(['A → B', 'B → C']);
  });

  it('is ignored once the leg is over', async () => {
    const headset = aTrack('Headset');
    const watch = await watched(headset);
    watch.stop();
    await unplug(headset);
    await changed();
    expect(said).toEqual([]);
  });
});

it('a microphone that mutes itself is reported until it unmutes', async () => {
  const headset = aTrack('Headset');
  await watched(headset);
  headset.dispatchEvent(new Event('mute'));
  headset.dispatchEvent(new Event('unmute'));
  expect(said).toEqual([{ kind: 'silent_microphone' }, null]);
});

describe('a speaker', () => {
  it('that is unplugged is reported together with its replacement', async () => {
    await watched(aTrack('Headset'));
    speakers = [aSpeaker('Default - Built-in', 'default'), aSpeaker('Built-in')];
    await changed();
    expect(said).toEqual([{ kind: 'speaker_replaced', label: 'Built-in' }]);
  });

  it('that the rep changes on purpose is not reported', async () => {
    await watched(aTrack('Headset'));
    speakers = [aSpeaker('Default - Built-in', 'default'), aSpeaker('Headset'), aSpeaker('Built-in')];
    await changed();
    expect(said).toEqual([]);
  });

  it('that was the last one is reported missing', async () => {
    await watched(aTrack('Headset'));
    speakers = [];
    await changed();
    expect(said).toEqual([{ kind: 'no_speaker' }]);
  });
});
