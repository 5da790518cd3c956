import { useRef } from 'preact/hooks';
import type { Panel, Tab } from './model.ts';
import { words } from './words.ts';

const TABS: readonly Tab[] = ['dial', 'recents'];

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
          </button>
        );
      })}
    </div>
  );
};
