import { useEffect, useRef } from 'preact/hooks';
import { PickedStatus } from '../../shared/presence/statuses.ts';
import { STATUS_LOOKS } from '../../shared/presence/words.ts';
import type { Result } from '../../shared/result.ts';
import type { createAsking, Fault } from '../ui/asking.ts';
import { Icon } from '../ui/Icon.tsx';
import { TroubleNote } from '../ui/Trouble.tsx';
import { StatusSign } from './StatusSign.tsx';
import styles from './status-panel.module.css';
import { TeamList } from './TeamList.tsx';
import type { Team } from './team-model.ts';
import { words } from './words.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Moves the focus among the items of a menu, around its ends. */
const moveFocus = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitemradio]')];
  const at = items.findIndex(each => each.matches(':focus'));
  const step = STEPS[event.key];
  const next = { Home: items[0], End: items.at(-1) }[event.key];
  const wanted = step === undefined ? next : items[(at + step + items.length) % items.length];
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
};

export type StatusPanelProps = {
  /** Undefined until it is known. */
  readonly picked: PickedStatus | undefined;
  /** False for those who have no status. */
  readonly mayPick: boolean;
  /** A status was picked. */
  readonly onPicked: () => void;
};

type Model = {
  readonly team: Team;
  readonly asking: ReturnType<typeof createAsking>;
  readonly pick: (status: PickedStatus) => Promise<Result<unknown, Fault>>;
};

const Picks = ({ picked, onPicked, asking, pick }: StatusPanelProps & Model) => {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const all = menu.current;
    const first = all?.querySelector<HTMLElement>('[aria-checked=true]') ?? all?.querySelector('button');
    first?.focus();
  }, []);
  return (
    <div role="menu" aria-label={words.yourStatus} ref={menu} onKeyDown={moveFocus}>
      {PickedStatus.options.map(each => (
        <button
          key={each}
          type="button"
          class={styles.pick}
          role="menuitemradio"
          aria-checked={each === picked}
          tabIndex={-1}
          onClick={() => void asking.during(() => pick(each), onPicked)}
        >
          <StatusSign of={each} />
          {STATUS_LOOKS[each].word}
          {each === picked && <Icon name="check" small />}
        </button>
      ))}
      <TroubleNote trouble={asking.trouble.value} />
    </div>
  );
};

/** What the status in the panel's header opens: the statuses to pick, and the team. */
export const StatusPanel = (props: StatusPanelProps & Model) => (
  <>
    {props.mayPick && <Picks {...props} />}
    <section class={styles.team} aria-labelledby="team-title">
      <h2 id="team-title">{words.team}</h2>
      <TeamList team={props.team} />
    </section>
  </>
);
