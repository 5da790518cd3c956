import { useEffect } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';
import type { AllowedSites } from './model.ts';
import { words } from './words.ts';

/** In the panel: the sites that could have call buttons, and the one click that permits them. */
export const MissingSites = ({ list }: { list: AllowedSites }) => {
  useEffect(() => void list.load(), [list]);
  const missing = list.missing.value;
  if (missing.length === 0) return null;
  return (
    <div class="strip info missing-sites">
      <Icon name="phone" small />
      <div>
        <p>{words.missing(missing.map(({ site }) => site))}</p>
        <button type="button" class="link" onClick={() => void list.allow(missing)}>
          {words.allow}
        </button>
      </div>
    </div>
  );
};
