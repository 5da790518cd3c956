import menu from 'lucide/dist/esm/icons/menu.mjs';
import { useEffect, useState } from 'preact/hooks';
import { Drawing } from '../ui/Icon.tsx';
import type { Section } from './section.ts';
import { words } from './words.ts';

const GROUPS = Object.keys(words.groups) as (keyof typeof words.groups)[];

type Props = {
  /** The pages this member may see. */
  readonly sections: readonly Section[];
  readonly current: Section | undefined;
};

// The code is ready by the time of the click. A failure is reported when the page is shown.
const prefetch = (section: Section): void => void section.load().catch(() => undefined);

const Group = ({ group, sections, current }: Props & { group: (typeof GROUPS)[number] }) => (
  <div class="side-group">
    <p class="side-title" id={`group-${group}`}>
      {words.groups[group]}
    </p>
    <ul aria-labelledby={`group-${group}`}>
      {sections.map(section => (
        <li key={section.id}>
          <a
            href={`#/${section.id}`}
            aria-current={section === current ? 'page' : undefined}
            onPointerEnter={() => prefetch(section)}
            onFocus={() => prefetch(section)}
          >
            <Drawing of={section.icon} small />
            {section.title}
          </a>
        </li>
      ))}
    </ul>
  </div>
);

/** Links to all pages, in groups. Where there is no room beside the page, a button shows and hides them. */
export const Navigation = ({ sections, current }: Props) => {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [current]);
  return (
    <>
      <button
        type="button"
        class="button side-menu"
        aria-expanded={isOpen}
        aria-controls="navigation"
        onClick={() => setOpen(!isOpen)}
      >
        <Drawing of={menu} small />
        {words.menu}
      </button>
      <nav id="navigation" class={isOpen ? 'side open' : 'side'} aria-label={words.navigation}>
        {GROUPS.map(group => {
          const inGroup = sections.filter(section => section.group === group);
          return (
            inGroup.length > 0 && <Group key={group} group={group} sections={inGroup} current={current} />
          );
        })}
      </nav>
    </>
  );
};
