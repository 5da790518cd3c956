import { useRef } from 'preact/hooks';
import type { Panel, Tab } from './model.ts';
import { words } from './words.ts';

const MOST_SHOWN = 99;
const TABS: readonly Tab[] = ['dial', 'recents', 'missed'];

const Count = ({ of }: { of: number }) =>
  of > 0 ? <span class="tab-count">{of > MOST_SHOWN ? `${MOST_SHOWN}+` : of}</span> : null;

export const Tabs = ({ panel }: { panel: Panel }) => {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = (TABS.indexOf(panel.tab.value) + step + TABS.length) % TABS.length;
    panel.tab.value = TABS[at] ?? 'dial';
    list.current?.querySelectorAll('button')[at]?.focus();
  };
  return (
    <div class="tabs" role="tablist" ref={list} onKeyDown={move}>
      {TABS.map(tab => {
        const chosen = panel.tab.value === tab;
        return (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            class="tab"
            aria-selected={chosen}
            aria-controls={chosen ? `view-${tab}` : undefined}
            tabIndex={chosen ? 0 : -1}
            onClick={() => {
              panel.tab.value = tab;
            }}
          >
            {words.tabs[tab]}
            {tab === 'missed' && <Count of={panel.missed.counts.value.open} />}
          </button>
        );
      })}
    </div>
  );
};
