import chevron from 'lucide/dist/esm/icons/chevron-down.mjs';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { PickedStatus } from '../../../shared/presence/contract.ts';
import { STATUS_LOOKS } from '../../../shared/presence/words.ts';
import { StatusSign } from '../../presence/StatusSign.tsx';
import { Drawing, Icon } from '../../ui/Icon.tsx';
import type { Panel } from './model.ts';
import { words } from './words.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Moves the focus among the items of a menu, around its ends. */
const moveFocus = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitemradio]')];
  const at = items.findIndex(each => each.matches(':focus'));
  const step = STEPS[event.key];
  const next = { Home: items[0], End: items.at(-1) }[event.key];
  const wanted = step === undefined ? next : items[(at + step + items.length) % items.length];
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
};

const Picks = ({ panel, onPicked }: { panel: Panel; onPicked: () => void }) => {
  const picked = panel.state.value?.status?.picked;
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = menu.current?.querySelector<HTMLElement>('[aria-checked=true], [role=menuitemradio]');
    first?.focus();
  }, []);
  return (
    <div role="menu" aria-label={words.yourStatus} ref={menu} onKeyDown={moveFocus}>
      {PickedStatus.options.map(each => (
        <button
          key={each}
          type="button"
          class="status-pick"
          role="menuitemradio"
          aria-checked={each === picked}
          tabIndex={-1}
          onClick={() => {
            onPicked();
            void panel.pickStatus(each);
          }}
        >
          <StatusSign of={each} />
          {STATUS_LOOKS[each].word}
          {each === picked && <Icon name="check" small />}
        </button>
      ))}
    </div>
  );
};

type Props = { readonly panel: Panel; readonly word: string; readonly children: ComponentChildren };

/** The rep's own status in the header, which opens the statuses to pick and the team. */
export const StatusMenu = ({ panel, word, children }: Props) => {
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const Team = panel.teamList.value;
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
        <Drawing of={chevron} small />
      </button>
      <div
        id="status-menu"
        class="status-menu"
        popover="auto"
        ref={menu}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
          if (newState === 'open') void panel.loadTeam();
        }}
      >
        {isOpen && (
          <>
            {mayPick && <Picks panel={panel} onPicked={() => menu.current?.hidePopover()} />}
            <section aria-labelledby="team-title">
              <h2 id="team-title">{words.team}</h2>
              {Team && <Team />}
            </section>
          </>
        )}
      </div>
    </>
  );
};
