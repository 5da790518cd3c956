import { describe, expect, test } from 'vitest';
import { HUMAN, playScene, SILENT } from './engine-scene.ts';
import { eventually } from './engine-stand.ts';

const scene = playScene();
const told = () => scene.stand.received('/room').map(({ params }) => params);
const events = () => told().map(({ StatusCallbackEvent }) => StatusCallbackEvent);

/** Two participants in a room whose owner asked for speaker and announcement events. */
const fill = async (first = SILENT) => {
  const add = (to: string, label: string) =>
    scene.addCustomer(to, {
      label,
      conferenceStatusCallback: scene.stand.hook('/room'),
      conferenceStatusCallbackEvent: ['start', 'speaker', 'announcement'],
    });
  const one = await add(first, 'one');
  const two = await add(SILENT, 'two');
  for (const { callSid } of [one, two])
    await eventually(() => scene.stand.leg(callSid)?.answeredAt !== undefined, `${callSid} answers`);
  await eventually(() => events().includes('conference-start'), 'it starts');
  return { room: scene.stand.client.conferences(one.conferenceSid), one, two };
};

describe('an announcement', () => {
  test('is heard by everybody, and its end is reported', async () => {
    scene.stand.application.twiml('/words', '<Say>The shop closes in five minutes</Say>');
    const { room, one, two } = await fill();
    await room.update({ announceUrl: scene.stand.hook('/words') });
    await eventually(() => events().includes('announcement-end'), 'it is over');
    expect(told().at(-1)).toMatchObject({ AnnounceUrl: scene.stand.hook('/words') });
    for (const { callSid } of [one, two]) expect(scene.stand.leg(callSid)?.heard.energy).toBeGreaterThan(0.1);
  });

  test('to one participant is heard by that participant alone', async () => {
    scene.stand.application.twiml('/words', '<Say>This call may be recorded for quality</Say>');
    const { room, one, two } = await fill();
    const heard = ({ callSid }: typeof one) => scene.stand.leg(callSid)?.heard.energy ?? 0;
    // The first participant has heard music and the second one's ringback.
    const [byOne, byTwo] = [heard(one), heard(two)];
    await room.participants('two').update({ announceUrl: scene.stand.hook('/words') });
    await eventually(() => events().includes('announcement-end'), 'it is over');
    expect(told().at(-1)).toMatchObject({ ParticipantLabel: 'two' });
    expect(heard(two) - byTwo).toBeGreaterThan(0.1);
    expect(heard(one)).toBe(byOne);
  });

  test('that cannot be played is reported as failed', async () => {
    const { room } = await fill();
    await room.update({ announceUrl: scene.stand.hook('/nothing-there') });
    await eventually(() => events().includes('announcement-fail'), 'it fails');
    expect(told().at(-1)).toMatchObject({
      AnnounceUrl: scene.stand.hook('/nothing-there'),
      ReasonAnnouncementFailed: expect.any(String),
    });
    expect(events()).not.toContain('announcement-end');
  });
});

test('the start and end of speech is reported to an application that asked for it', async () => {
  const { one } = await fill(HUMAN);
  await eventually(() => events().includes('participant-speech-stop'), 'they have spoken');
  const speaking = told().filter(({ StatusCallbackEvent }) =>
    StatusCallbackEvent?.startsWith('participant-speech'),
  );
  expect(speaking.map(({ StatusCallbackEvent }) => StatusCallbackEvent).slice(0, 2)).toEqual([
    'participant-speech-start',
    'participant-speech-stop',
  ]);
  expect(new Set(speaking.map(({ CallSid }) => CallSid))).toEqual(new Set([one.callSid]));
});
