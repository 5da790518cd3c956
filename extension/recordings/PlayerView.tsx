import { TroubleNote } from '../ui/Trouble.tsx';
import type { Player } from './player.ts';
import { words } from './words.ts';

/** The recording that is open, with the browser's own controls. `label` says what it is a recording of. */
export const PlayerView = ({ player, label }: { readonly player: Player; readonly label: string }) => {
  const open = player.open.value;
  if (!open) return null;
  return (
    <>
      <TroubleNote trouble={player.trouble.value} />
      {open.url && (
        // Calls are not transcribed yet, so there are no captions to offer.
        // biome-ignore lint/a11y/useMediaCaption: calls are not transcribed
        <audio
          controls
          autoplay={open.autoplay}
          src={open.url}
          aria-label={label}
          onPlaying={player.playing}
          onError={({ currentTarget: { currentTime, paused } }) => void player.failed(currentTime, !paused)}
        />
      )}
      {!open.url && !player.trouble.value && <p aria-busy="true">{words.loading}…</p>}
    </>
  );
};
