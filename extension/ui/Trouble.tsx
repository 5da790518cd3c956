import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import { RequestId } from './RequestId.tsx';

/** What went wrong, in words, with what support asks for. */
export type Trouble = { readonly text: string; readonly requestId?: string };

/** Says at once what went wrong; below it, what helps. */
export const TroubleNote = ({
  trouble,
  children,
}: {
  trouble: Trouble | null;
  children?: ComponentChildren;
}) =>
  trouble && (
    <div class="trouble" role="alert">
      <p class="wrong">
        <Icon name="stop" small />
        <span>{trouble.text}</span>
      </p>
      {trouble.requestId && <RequestId id={trouble.requestId} />}
      {children}
    </div>
  );
