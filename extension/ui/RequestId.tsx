import { useState } from 'preact/hooks';
import { words } from './words.ts';

const COPIED_MS = 2000;

/** The request id that support asks for, in small print. A click copies it. */
export const RequestId = ({ id }: { id: string }) => {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <p class="fine">
      {words.request} <code>{id}</code>{' '}
      <button type="button" class="link" onClick={() => void copy()} aria-live="polite">
        {copied ? words.copied : words.copy}
      </button>
    </p>
  );
};
