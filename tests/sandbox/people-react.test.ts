import { describe, expect, test } from 'vitest';
import { createEars } from '../../sandbox/carrier/media/hear-words.ts';
import { houseMusic } from '../../sandbox/carrier/media/house-music.ts';
import { FRAME_MS, type Frame } from '../../sandbox/carrier/media/leg.ts';
import { speech } from '../../sandbox/carrier/media/speech.ts';
import { beep, type Source, silence } from '../../sandbox/carrier/media/tones.ts';
import { clipText } from '../../sandbox/people/clips.ts';
import { personaOf } from '../../sandbox/people/personas.ts';
import { CROWD, memberOfCrowd } from '../../sandbox/people/population.ts';
import { createSimLeg } from '../../sandbox/people/sim-leg.ts';

/** A person on the telephone, without real time passing: what they say, and what they hear meanwhile. */
const meet = (suffix: string) => {
  const persona = personaOf(`+121255501${suffix}`, 1);
  const said: string[] = [];
  let hungUp = false;
  const leg = createSimLeg(persona.script, {
    loses: persona.loses,
    hangUp() {
      hungUp = true;
    },
  });
  const ears = createEars({ quietMs: 300, said: ({ text }) => said.push(text) });
  leg.answer();
  const live = (ms: number, hears: Source = () => undefined) => {
    for (let at = 0; at < ms; at += FRAME_MS) {
      leg.push(hears() ?? new Int16Array(160));
      ears.hear(leg.pull() ?? new Int16Array(160));
    }
  };
  return {
    said,
    live,
    until(text: string, hears?: Source) {
      for (let n = 0; n < 60 && !said.at(-1)?.includes(text); n++) live(500, hears);
      expect(said.at(-1)).toContain(text);
    },
    press: (digit: string) => leg.playDigit(digit),
    hasHungUp: () => hungUp,
    leg,
  };
};
const hello = () => speech('Hello, this is Anna from Ringside');

describe('people who react', () => {
  test('a menu leads to its second level, back, and to a person', () => {
    const ivr = meet('07');
    ivr.until('press 0');
    ivr.press('1');
    ivr.until('new orders');
    ivr.press('*');
    ivr.until('press 0');
    ivr.press('0');
    ivr.until('Front desk');
  });

  test('a menu that hears nothing repeats itself, and its dead end hangs up', () => {
    const ivr = meet('07');
    ivr.until('press 0');
    const times = ivr.said.length;
    ivr.live(16_000);
    expect(ivr.said.length).toBeGreaterThan(times);
    ivr.until('press 0');
    ivr.press('2');
    ivr.until('Our support');
    ivr.live(14_000);
    expect(ivr.hasHungUp()).toBe(true);
  });

  test('a menu understands a word', () => {
    const ivr = meet('07');
    ivr.until('press 0');
    ivr.live(4000, speech('agent please'));
    ivr.until('Front desk');
  });

  test('a talkative person stops when talked over', () => {
    const person = meet('12');
    person.until('Hello');
    person.live(3000, hello());
    person.live(2500);
    person.live(2500, hello());
    person.until('go ahead');
    const story = person.said.find(text => text.startsWith('Well'));
    expect(story?.length).toBeLessThan(clipText('talk-long').length);
  });

  test('a person who wants no calls says so and hangs up', () => {
    const person = meet('14');
    person.live(6000, hello());
    person.until('take me off your list');
    person.live(3000);
    expect(person.hasHungUp()).toBe(true);
  });

  test('a screening assistant lets a caller through who gives a name, and nobody else', () => {
    const silent = meet('18');
    silent.live(25_000);
    expect(silent.hasHungUp()).toBe(true);
    const polite = meet('18');
    polite.until('why you are calling');
    polite.live(4000, hello());
    polite.until('stay on the line');
    polite.until('who you are');
  });

  test('a second person comes to the telephone, and notices when they were held', () => {
    const second = meet('19');
    second.until('this is Dana');
    second.live(4000, hello());
    second.until('a little more');
    second.live(8000, houseMusic());
    second.until('on hold for a while');
  });

  test('a Spanish speaker speaks Spanish', () => {
    const languages: string[] = [];
    const persona = personaOf('+12125550115', 1);
    const leg = createSimLeg(persona.script);
    leg.answer();
    const ears = createEars({ quietMs: 300, said: ({ language }) => languages.push(language) });
    for (let n = 0; n < 200; n++) ears.hear(leg.pull() ?? new Int16Array(160));
    expect(languages).toEqual(['es-419']);
  });

  test('a bad line loses a fifth of the audio', () => {
    const { leg } = meet('13');
    const all = 3000;
    for (let n = 0; n < all; n++) leg.push(beep(20)() as Frame);
    expect(leg.flow().heard.packets / all).toBeGreaterThan(0.75);
    expect(leg.flow().heard.packets / all).toBeLessThan(0.85);
  });

  test('nobody speaks into silence for ever, and a pause stays a pause', () => {
    const person = meet('16');
    person.live(500, silence(500));
    person.until('Ken here');
  });
});

describe('a crowd', () => {
  const numbers = Array.from({ length: 4000 }, (_, n) => `+1${2000000000 + n * 7919}`);

  test('has the configured shares of people', () => {
    const met = numbers.map(number => memberOfCrowd(number, 1).name);
    const all = CROWD.reduce((sum, { weight }) => sum + weight, 0);
    for (const { name, weight } of CROWD) {
      const share = met.filter(each => each === `crowd:${name}`).length / met.length;
      expect(Math.abs(share - weight / all)).toBeLessThan(0.03);
    }
  });

  test('has the same person behind a number for the same seed, and others for another seed', () => {
    const first = numbers.map(number => memberOfCrowd(number, 1));
    expect(numbers.map(number => memberOfCrowd(number, 1))).toEqual(first);
    const other = numbers.map(number => memberOfCrowd(number, 2));
    expect(other.filter((each, n) => each.name !== first[n]?.name).length).toBeGreaterThan(1000);
  });

  test('is reached at 555-0120 to 555-0199', () => {
    for (const suffix of ['20', '57', '99'])
      expect(personaOf(`+121255501${suffix}`, 1).name).toMatch(/^crowd:/);
    expect(personaOf('+12125550119', 1).name).toBe('second-human');
  });
});
