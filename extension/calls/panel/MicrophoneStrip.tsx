import type { Panel } from './model.ts';
import { Strip } from './Notice.tsx';
import { words } from './words.ts';

/** Something waits for the microphone: where to allow it. `blocked` is said if Chrome no longer asks by itself. */
export const MicrophoneStrip = ({
  panel,
  text,
  blocked,
}: {
  panel: Panel;
  text: string;
  blocked: string;
}) => {
  const isBlocked = panel.state.value?.microphone === 'refused';
  return (
    <div class="strip-with-act">
      <Strip tone="info" sign="microphone" text={isBlocked ? blocked : text} />
      <button
        type="button"
        class="button"
        onClick={isBlocked ? panel.ports.openMicrophoneSettings : panel.ports.openMicrophone}
      >
        {isBlocked ? words.openMicrophoneSettings : words.openMicrophonePage}
      </button>
    </div>
  );
};
