import { type Lazy, lazy } from './lazy.ts';
import type { DeskContext, Page, Section } from './section.ts';

export type Pages = ReturnType<typeof createPages>;

/** The pages of the desk: each is loaded, and its model created, when it is first shown. */
export const createPages = (sections: readonly Section[], desk: DeskContext, reload?: () => void) => {
  const pages = new Map<Section, Lazy<Page>>(
    sections.map(section => [section, lazy(async () => (await section.load())(desk), reload)]),
  );
  return {
    sections,
    of: (section: Section): Lazy<Page> => {
      const page = pages.get(section);
      if (!page) throw new Error(`${section.id} is not a page of this desk.`);
      return page;
    },
  };
};
