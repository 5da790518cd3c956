import { useEffect } from 'preact/hooks';
import type { Missed } from './missed.ts';
import type { MissedListProps } from './panel/MissedList.tsx';

const words = { notLoaded: 'This list could not be loaded.', again: 'Load again' } as const;

type Props = Omit<MissedListProps, 'inbox' | 'unheard' | 'changedAt'> & {
  readonly missed: Missed;
  /** This member may take care of missed calls. */
  readonly mayAct: boolean;
};

/** What the panel’s tab shows. Chromium repeats a failed import until the document is loaded anew. */
export const MissedTab = ({ missed, ...rest }: Props) => {
  useEffect(() => void missed.load(), [missed]);
  const list = missed.list.value;
  const news = { unheard: missed.counts.value.unheard, changedAt: missed.changedAt.value };
  if (list) return <list.OpenMissed {...news} {...rest} />;
  if (list === undefined) return null;
  return (
    <div class="plain-state" role="alert">
      <h2>{words.notLoaded}</h2>
      <button type="button" class="button" onClick={() => location.reload()}>
        {words.again}
      </button>
    </div>
  );
};
