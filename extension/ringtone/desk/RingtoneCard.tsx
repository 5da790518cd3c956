import { useEffect, useRef } from 'preact/hooks';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { RINGTONES } from '../choice.ts';
import type { RingtoneChoice } from './model.ts';
import { TONE_WORDS, words } from './words.ts';

/** For every member who calls: what this browser plays while a call comes in. */
export const RingtoneCard = ({ choice }: { choice: RingtoneChoice }) => {
  const stop = useRef(() => {});
  useEffect(() => {
    void choice.load();
    return () => stop.current();
  }, [choice]);
  const chosen = choice.chosen.value;
  if (chosen === null) return null;
  const listen = async () => {
    stop.current();
    stop.current = await choice.listen();
  };
  return (
    <section class="card" aria-labelledby="ringtone-title">
      <div>
        <h2 id="ringtone-title">{words.title}</h2>
        <p class="fine">{words.intro}</p>
      </div>
      <SelectField
        label={words.label}
        value={chosen}
        onValue={tone => void choice.choose(tone)}
        options={RINGTONES.map(tone => [tone, TONE_WORDS[tone]] as const)}
      />
      <div class="acts">
        <button
          type="button"
          class="button"
          aria-disabled={chosen === 'off'}
          onClick={() => chosen !== 'off' && void listen()}
        >
          {words.listen}
        </button>
      </div>
    </section>
  );
};
