import { Icon } from '../../ui/Icon.tsx';
import type { Panel } from './model.ts';
import { useWrapUp } from './use-wrap-up.ts';
import { dutyWord, words } from './words.ts';

const dutySign = (panel: Panel, isWrappingUp: boolean): string => {
  if (panel.signedOut.value) return 'away';
  if (panel.live.value || isWrappingUp) return 'busy';
  const duty = panel.state.value?.duty;
  if (duty === 'ready') return 'on';
  return duty === 'offline' || duty === 'no_line' || duty === 'not_ready' ? 'off' : 'away';
};

/** The current workspace; a menu for people who are members of several. */
const Workspace = ({ panel }: { panel: Panel }) => {
  const here = panel.me.value?.workspace;
  if (panel.signedOut.value || !here) return <bdi class="workspace" />;
  const workspaces = panel.workspaces.value;
  if (workspaces.length < 2)
    return (
      <bdi class="workspace" title={here.name}>
        {here.name}
      </bdi>
    );
  return (
    <select
      class="workspace"
      aria-label={words.workspace}
      title={here.name}
      value={here.id}
      disabled={panel.live.value !== null}
      onChange={event => {
        const wanted = workspaces.find(({ id }) => id === event.currentTarget.value);
        event.currentTarget.value = here.id;
        if (wanted) void panel.switchTo(wanted.id);
      }}
    >
      {workspaces.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
};

export const Header = ({ panel }: { panel: Panel }) => {
  const isWrappingUp = useWrapUp(panel) > 0;
  const sign = panel.trouble.value?.reason === 'offline' ? 'off' : dutySign(panel, isWrappingUp);
  const word = panel.noDialer.value
    ? words.noCalls
    : panel.signedOut.value
      ? words.signedOut
      : panel.trouble.value?.reason === 'offline'
        ? words.offlineWord
        : isWrappingUp
          ? words.wrapUp
          : dutyWord(panel.state.value);
  return (
    <header class="header">
      <span class="duty">
        <span class={`duty-sign ${sign}`} />
        {word}
      </span>
      <Workspace panel={panel} />
      <button
        type="button"
        class="icon-button"
        aria-label={words.checkUp}
        title={words.checkUp}
        onClick={panel.ports.openCheckUp}
      >
        <Icon name="pulse" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={words.settings}
        title={words.settings}
        onClick={panel.ports.openOptions}
      >
        <Icon name="settings" />
      </button>
    </header>
  );
};
