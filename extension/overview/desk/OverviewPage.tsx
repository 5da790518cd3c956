import { useEffect } from 'preact/hooks';
import { words } from '../../settings/desk/words.ts';
import { Icon } from '../../ui/Icon.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Overview, Step, StepId } from './model.ts';

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
    <li class={step.isDone ? 'step done' : 'step'}>
      <span class="step-sign">{step.isDone && <Icon name="check" small />}</span>
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
  const steps = overview.steps.value;
  return (
    <PageCard id="overview-title" title={words.overview} intro={words.overviewIntro}>
      <TroubleNote trouble={overview.trouble.value}>
        <div class="acts">
          <button type="button" class="button" onClick={() => void overview.load()}>
            {words.readAgain}
          </button>
        </div>
      </TroubleNote>
      {steps ? (
        <ol class="checklist">
          {steps.map(step => (
            <StepItem key={step.id} step={step} />
          ))}
        </ol>
      ) : (
        !overview.trouble.value && (
          <p class="fine" aria-busy="true">
            {words.loading}…
          </p>
        )
      )}
    </PageCard>
  );
};
