import type { LoggedCall } from '../../../shared/call-log/contract.ts';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Player } from './player.ts';
import { words } from './words.ts';

type Props = { readonly player: Player; readonly call: LoggedCall; readonly who: string };

/** The button that plays a call's recording, or why there is nothing to play. */
export const RecordingCell = ({ player, call, who }: Props) => {
  if (call.recording === null) return <span class="fine">–</span>;
  if (call.recording !== 'stored') return <span class="fine">{words.recordings[call.recording]}</span>;
  const isOpen = player.open.value?.callId === call.id;
  return (
    <button
      type="button"
      class="button"
      aria-expanded={isOpen}
      aria-label={isOpen ? words.closeOne(who) : words.playOne(who)}
      onClick={() => (isOpen ? player.close() : void player.play(call.id))}
    >
      {isOpen ? words.close : words.play}
    </button>
  );
};

/** The recording that is open, below its call. */
export const RecordingRow = ({ player, call, who }: Props) => {
  const open = player.open.value;
  if (open?.callId !== call.id) return null;
  return (
    <tr class="recording">
      <td colSpan={6}>
        <TroubleNote trouble={player.trouble.value} />
        {open.url ? (
          // Calls are not transcribed yet, so there are no captions to offer.
          // biome-ignore lint/a11y/useMediaCaption: calls are not transcribed
          <audio controls autoplay src={open.url} aria-label={words.recordingOf(who)} />
        ) : (
          !player.trouble.value && <p aria-busy="true">{words.loadingRecording}…</p>
        )}
      </td>
    </tr>
  );
};
