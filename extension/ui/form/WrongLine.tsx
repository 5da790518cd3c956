import { Icon } from '../Icon.tsx';

/** An error, announced as soon as it appears; what it concerns refers to it by `id`. */
export const WrongLine = ({ id, text }: { id?: string; text: string | undefined }) => (
  <div id={id} aria-live="polite">
    {text && (
      <p class="wrong">
        <Icon name="stop" small />
        <span>{text}</span>
      </p>
    )}
  </div>
);
