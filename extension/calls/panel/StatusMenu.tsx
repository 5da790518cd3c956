import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Panel } from './model.ts';
import { words } from './words.ts';

type Props = { readonly panel: Panel; readonly word: string; readonly children: ComponentChildren };

/** The rep's own status in the header, which opens the statuses to pick and the team. */
export const StatusMenu = ({ panel, word, children }: Props) => {
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const Content = panel.statusPanel.value;
  const mayPick = !panel.noDialer.value;
  return (
    <>
      <button
        type="button"
        class="duty duty-button"
        popovertarget="status-menu"
        aria-haspopup={mayPick ? 'menu' : 'dialog'}
        aria-expanded={isOpen}
        aria-label={mayPick ? `${words.yourStatus}: ${word}` : words.team}
      >
        {children}
        {word}
      </button>
      <div
        id="status-menu"
        class="status-menu"
        popover="auto"
        ref={menu}
        // Without statuses to pick there is nothing to focus inside, and a long team has to be scrolled by keyboard.
        {...(mayPick ? {} : { role: 'dialog', 'aria-label': words.team, tabIndex: 0, autofocus: true })}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
          if (newState === 'open') void panel.loadStatusPanel();
        }}
      >
        {isOpen && Content && (
          <Content
            picked={panel.state.value?.status?.picked}
            mayPick={mayPick}
            onPicked={() => menu.current?.hidePopover()}
          />
        )}
      </div>
    </>
  );
};
