import { useEffect } from 'preact/hooks';
import { Icon, type IconName } from '../ui/Icon.tsx';
import type { createGrant, Grant } from './grant.ts';
import { grantWords, words } from './words.ts';

const SIGN: Readonly<Record<Grant, IconName>> = {
  checking: 'microphone',
  ask: 'microphone',
  asking: 'microphone',
  granted: 'check',
  dismissed: 'microphone',
  refused: 'microphoneOff',
  refused_by_system: 'microphoneOff',
  no_device: 'microphoneOff',
  busy: 'microphoneOff',
};

const Acts = ({ grant, model }: { grant: Grant; model: ReturnType<typeof createGrant> }) => {
  if (grant === 'checking' || grant === 'asking' || grant === 'granted') return null;
  const blocked = grant === 'refused';
  return (
    <div class="acts">
      {blocked && (
        <button type="button" class="button main" onClick={model.openSiteSettings}>
          {words.openSettings}
        </button>
      )}
      <button type="button" class={blocked ? 'button' : 'button main'} onClick={() => void model.ask()}>
        {grant === 'ask' ? words.allow : words.tryAgain}
      </button>
    </div>
  );
};

export const GrantPage = ({ model }: { model: ReturnType<typeof createGrant> }) => {
  useEffect(() => void model.start(), [model]);
  const grant = model.grant.value;
  const { head, text } = grantWords[grant];
  return (
    <main class="card">
      <span class={`sign ${grant}`}>
        <Icon name={SIGN[grant]} />
      </span>
      <div role="status" aria-live="polite">
        <h1>{head}</h1>
        <p>{text}</p>
      </div>
      {grant === 'refused' && (
        <ol class="steps">
          {words.steps.map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <Acts grant={grant} model={model} />
      {grant !== 'granted' && <p class="fine">{words.waiting}</p>}
    </main>
  );
};
