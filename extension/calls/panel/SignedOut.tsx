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

/** Managers and members never see the dialer (F056). */
export const NoDialer = ({ onSettings }: { onSettings: () => void }) => (
  <section class="plain-state">
    <span class="plain-sign">
      <Icon name="phone" />
    </span>
    <h1>{words.noDialerTitle}</h1>
    <p>{words.noDialerText}</p>
    <button type="button" class="button main" onClick={onSettings}>
      {words.openSettings}
    </button>
  </section>
);
