import type { LoggedCall } from '../../../shared/call-log/contract.ts';
import { PlayerView } from '../../recordings/PlayerView.tsx';
import type { Player } from '../../recordings/player.ts';
import { words } from './words.ts';

type Props = { readonly player: Player; readonly call: LoggedCall; readonly who: string };

/** The button that plays a call's recording, or why there is nothing to play. */
export const RecordingCell = ({ player, call: { recording }, who }: Props) => {
  if (recording === null) return <span class="fine">–</span>;
  const { sid, state } = recording;
  if (state !== 'stored') return <span class="fine">{words.recordings[state]}</span>;
  const isOpen = player.open.value?.sid === sid;
  return (
    <button
      type="button"
      class="button"
      aria-expanded={isOpen}
      aria-label={isOpen ? words.closeOne(who) : words.playOne(who)}
      onClick={() => (isOpen ? player.close() : void player.play(sid))}
    >
      {isOpen ? words.close : words.play}
    </button>
  );
};

/** The recording that is open, below its call. */
export const OpenRecording = ({ player, who }: Omit<Props, 'call'>) => (
  <PlayerView player={player} label={words.recordingOf(who)} />
);
