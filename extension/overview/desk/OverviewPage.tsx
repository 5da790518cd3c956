import { useEffect } from 'preact/hooks';
import { words } from '../../settings/desk/words.ts';
import { Icon } from '../../ui/Icon.tsx';
import { LoadAgain, Loading } from '../../ui/Loadable.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import type { Overview, Step, StepId } from './model.ts';
import styles from './overview.module.css';

/** The page of each step. The first call is made in the panel, which opens next to any page. */
const PAGES: Readonly<Record<StepId, string | undefined>> = {
  account: '#/basic',
  dialer: '#/dialer',
  number: '#/numbers',
  people: '#/members',
  microphone: 'microphone.html',
  sites: '#/sites',
  call: undefined,
};

const StepItem = ({ step }: { step: Step }) => {
  const { title, act } = words.steps[step.id];
  const page = PAGES[step.id];
  const isPage = page?.endsWith('.html') === true;
  return (
    <li class={step.isDone ? `${styles.step} ${styles.done}` : styles.step}>
      <span class={styles.sign}>{step.isDone && <Icon name="check" small />}</span>
      <div>
        <p class="row-name">
          {title} <span class="unseen">: {step.isDone ? words.done : words.open}</span>
        </p>
        <p class="fine">{step.text}</p>
      </div>
      {page && !step.isDone && (
        <a
          class="button"
          href={page}
          target={isPage ? '_blank' : undefined}
          rel={isPage ? 'noreferrer' : undefined}
          aria-label={`${act}: ${title}`}
        >
          {act}
        </a>
      )}
    </li>
  );
};

/** For owners and admins: the steps up to the first call. */
export const OverviewPage = ({ overview }: { overview: Overview }) => {
  useEffect(() => {
    const look = () => void overview.load();
    look();
    // Steps can be completed in other tabs too.
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [overview]);
  const [steps, trouble] = [overview.steps.value, overview.trouble.value];
  return (
    <PageCard id="overview-title" title={words.overview} intro={words.overviewIntro}>
      {trouble && <LoadAgain trouble={trouble} onAgain={overview.load} />}
      {!steps && !trouble && <Loading what={words.loading} />}
      {steps && (
        <ol class={styles.steps}>
          {steps.map(step => (
            <StepItem key={step.id} step={step} />
          ))}
        </ol>
      )}
    </PageCard>
  );
};
