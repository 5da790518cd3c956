import { Icon } from '../../ui/Icon.tsx';
import type { Panel } from './model.ts';
import { dutyWord, words } from './words.ts';

const dutySign = (panel: Panel): string => {
  if (panel.signedOut.value) return 'away';
  if (panel.live.value) return 'busy';
  const duty = panel.state.value?.duty;
  return duty === 'ready' ? 'on' : duty === 'offline' ? 'off' : 'away';
};

export const Header = ({ panel }: { panel: Panel }) => {
  const sign = panel.trouble.value?.reason === 'offline' ? 'off' : dutySign(panel);
  const word = panel.signedOut.value
    ? words.signedOut
    : sign === 'off'
      ? words.offlineWord
      : dutyWord(panel.state.value);
  return (
    <header class="header">
      <span class="duty">
        <span class={`duty-sign ${sign}`} />
        {word}
      </span>
      <bdi class="workspace">{panel.signedOut.value ? '' : panel.me.value?.workspace.name}</bdi>
      <button
        type="button"
        class="icon-button"
        aria-label={words.checkUp}
        title={words.checkUp}
        onClick={panel.wires.openCheckUp}
      >
        <Icon name="pulse" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={words.settings}
        title={words.settings}
        onClick={panel.wires.openOptions}
      >
        <Icon name="settings" />
      </button>
    </header>
  );
};
