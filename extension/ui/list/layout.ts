import { createContext } from 'preact';

/** What is seen of a list: the height of the window, and how much of the list is above it; both in CSS pixels. */
export type View = { readonly height: number; readonly above: number };

/** How lists learn where they are on the screen. A test, whose document has no layout, provides its own. */
export type Layout = {
  /** Reports the view now and whenever it changes, until the returned function is called. */
  readonly observe: (list: Element, report: (view: View) => void) => () => void;
  readonly heightOf: (row: Element) => number;
};

const windowLayout: Layout = {
  observe: (list, report) => {
    const look = () => report({ height: innerHeight, above: -list.getBoundingClientRect().top });
    look();
    // Scroll events do not bubble; captured, they are heard whichever element scrolls.
    const how = { capture: true, passive: true };
    document.addEventListener('scroll', look, how);
    addEventListener('resize', look);
    return () => {
      document.removeEventListener('scroll', look, how);
      removeEventListener('resize', look);
    };
  },
  heightOf: row => row.getBoundingClientRect().height,
};

export const LayoutContext = createContext<Layout>(windowLayout);
