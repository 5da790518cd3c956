import { Icon } from './Icon.tsx';

/** A field's error, announced as soon as it appears; the field refers to it by `id`. */
export const WrongLine = ({ id, text }: { id: string; text: string | undefined }) => (
  <div id={id} aria-live="polite">
    {text && (
      <p class="wrong">
        <Icon name="stop" small />
        <span>{text}</span>
      </p>
    )}
  </div>
);
