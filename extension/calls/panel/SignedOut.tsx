import { Icon } from '../../ui/Icon.tsx';
import { words } from './words.ts';

export const SignedOut = ({ onConnect }: { onConnect: () => void }) => (
  <section class="plain-state">
    <span class="plain-sign">
      <Icon name="plug" />
    </span>
    <h1>{words.signedOutTitle}</h1>
    <p>{words.signedOutText}</p>
    <button type="button" class="button main" onClick={onConnect}>
      {words.connect}
    </button>
  </section>
);
