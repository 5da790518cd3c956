import type { Section } from './section.ts';

/** What members do daily, most of all first. */
const DAILY = ['calls', 'contacts', 'browser'];

/**
 * Where a member lands who asked for no page: on what is unfinished, or else on what they do daily. `seen` are the
 * pages this member may see.
 */
export const landingOf = async (seen: readonly Section[]): Promise<Section | undefined> => {
  for (const section of seen) if (await section.isUnfinished?.()) return section;
  const daily = DAILY.flatMap(id => seen.filter(section => section.id === id));
  return daily[0] ?? seen[0];
};
