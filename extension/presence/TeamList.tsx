import { useEffect } from 'preact/hooks';
import { STATUS_LOOKS } from '../../shared/presence/words.ts';
import { Loadable } from '../ui/Loadable.tsx';
import { StatusSign } from './StatusSign.tsx';
import styles from './team.module.css';
import type { Team } from './team-model.ts';
import { words } from './words.ts';

type Props = {
  readonly team: Team;
  /** Formats since when somebody has had their status; without it, that is not shown. */
  readonly since?: (at: number) => string;
};

/** Everybody who takes calls, with their status; receives changes for as long as it is shown. */
export const TeamList = ({ team, since }: Props) => {
  useEffect(() => team.start(), [team]);
  const isStale = team.rows.value !== undefined && !team.isLive.value;
  return (
    <Loadable
      value={team.rows.value}
      trouble={team.trouble.value}
      loading={words.loading}
      onAgain={team.retry}
    >
      {rows => (
        <>
          {isStale && <p class="fine">{words.notLive}</p>}
          {rows.length === 0 && <p class="fine">{words.nobody}</p>}
          <ul class={isStale ? `${styles.team} ${styles.stale}` : styles.team}>
            {rows.map(({ id, name, status, since: at }) => (
              <li key={id} class={styles.row}>
                <StatusSign of={status} />
                <span class={styles.name} title={name}>
                  <bdi>{name}</bdi>
                  {id === team.me.value && ` (${words.you})`}
                </span>
                <span class={styles.word}>{STATUS_LOOKS[status].word}</span>
                {since && <span class={styles.since}>{at !== null && words.since(since(at))}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Loadable>
  );
};
