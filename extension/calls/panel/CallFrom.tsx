import { shownNumber } from './format.ts';
import type { Panel } from './model.ts';
import { words } from './words.ts';

/** The number the other side will see, as far as it is known before the call: the Worker picks it. */
export const CallFrom = ({ panel }: { panel: Panel }) => {
  const owned = panel.numbers.value;
  const first = owned[0];
  return (
    <p class="call-from">
      {first && (
        <>
          {words.callFrom}{' '}
          <bdi class="number" title={first.e164}>
            {shownNumber(first.e164, panel.country.value)}
          </bdi>
          {' · '}
          <bdi class="fine">{first.name}</bdi>
        </>
      )}
    </p>
  );
};
