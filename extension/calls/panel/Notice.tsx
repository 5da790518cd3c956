import { Icon, type IconName } from '../../ui/Icon.tsx';
import { RequestId } from '../../ui/RequestId.tsx';
import type { Panel } from './model.ts';
import { refusedWords, words } from './words.ts';

type Tone = 'info' | 'warn' | 'bad';
const SIGN: Readonly<Record<Tone, IconName>> = { info: 'check', warn: 'warning', bad: 'stop' };

type StripProps = { tone: Tone; sign?: IconName; text: string; requestId?: string };

/** A strip reports a problem without replacing the view. */
export const Strip = ({ tone, sign, text, requestId }: StripProps) => (
  <div class={`strip ${tone}`}>
    <Icon name={sign ?? SIGN[tone]} small />
    <div>
      <p>{text}</p>
      {requestId && <RequestId id={requestId} />}
    </div>
  </div>
);

/** What keeps the rep from calling: a refusal first, then the connection, then a number a page asked to call. */
export const Notice = ({ panel }: { panel: Panel }) => {
  const refused = panel.refused.value;
  const trouble = panel.trouble.value;
  if (refused)
    return (
      <div role="alert">
        <Strip tone="bad" {...refusedWords(refused)} />
      </div>
    );
  if (panel.state.value?.duty === 'offline' || trouble?.reason === 'offline')
    return <Strip tone="warn" sign="offline" text={words.offline} />;
  if (panel.state.value?.duty === 'no_line') return <Strip tone="warn" sign="offline" text={words.noLine} />;
  if (panel.state.value?.duty === 'not_ready') return <Strip tone="warn" text={words.notReady} />;
  if (trouble) return <Strip tone="warn" {...refusedWords(trouble)} />;
  if (panel.field.asked.value) return <Strip tone="info" sign="phone" text={words.confirm} />;
  return null;
};
