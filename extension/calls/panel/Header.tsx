import type { Status } from '../../../shared/presence/statuses.ts';
import { STATUS_LOOKS } from '../../../shared/presence/words.ts';
import { StatusSign } from '../../presence/StatusSign.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { Panel } from './model.ts';
import { StatusMenu } from './StatusMenu.tsx';
import { useWrapUp } from './use-wrap-up.ts';
import { dutyWord, words } from './words.ts';

/** What the rep's status is here and now: this phone knows of its call and its connection before the Worker does. */
const statusHere = (panel: Panel, isWrappingUp: boolean): Status | 'not_connected' => {
  if (panel.live.value || isWrappingUp) return 'in_call';
  const { duty, status } = panel.state.value ?? {};
  if (duty === 'no_line' || duty === 'not_ready') return 'not_connected';
  return duty === 'ready' && panel.trouble.value === null ? (status?.status ?? 'offline') : 'offline';
};

const wordHere = (panel: Panel, status: Status | 'not_connected', isWrappingUp: boolean): string => {
  const { state, trouble, noDialer, signedOut } = panel;
  if (noDialer.value) return words.team;
  if (signedOut.value) return words.signedOut;
  if (trouble.value?.reason === 'offline') return STATUS_LOOKS.offline.word;
  if (isWrappingUp) return words.wrapUp;
  if (state.value?.call?.away === 'interrupted') return words.interruptedWord;
  if (status === 'in_call' || (state.value?.duty === 'ready' && state.value.status))
    return STATUS_LOOKS[status === 'not_connected' ? 'offline' : status].word;
  return dutyWord(state.value?.duty);
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
  const status = statusHere(panel, isWrappingUp);
  const word = wordHere(panel, status, isWrappingUp);
  const sign = status === 'not_connected' ? <span class="no-line-sign" /> : <StatusSign of={status} />;
  return (
    <header class="header">
      {!panel.signedOut.value && (panel.isHere.value || panel.live.value) ? (
        <StatusMenu panel={panel} word={word}>
          {!panel.noDialer.value && sign}
        </StatusMenu>
      ) : (
        <span class="duty">
          {sign}
          {word}
        </span>
      )}
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
