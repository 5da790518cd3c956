import { Icon } from './Icon.tsx';

/** What is wrong with a field, said as soon as it is; the field names it by `id`. */
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
