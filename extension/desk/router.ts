import { signal } from '@preact/signals';

/** What the router needs of the browser. */
export type RouterPorts = {
  /** The part of the address after the #. */
  read(): string;
  /** Writes that part without a new history entry, and without calling onChange. */
  write(address: string): void;
  onChange(changed: () => void): void;
  /** The browser asks before closing the page as long as `isToAsk` returns true. */
  onClose(isToAsk: () => boolean): void;
};

const sectionOf = (address: string): string => address.replace(/^\//, '').split(/[?#]/)[0] ?? '';

export type Router = ReturnType<typeof createRouter>;

/** Shows the section in the address; asks before a section with unsaved changes is left. */
export const createRouter = (ports: RouterPorts) => {
  const section = signal(sectionOf(ports.read()));
  /** The section that was requested while changes were unsaved. */
  const asked = signal<string | null>(null);
  const guards = new Set<() => boolean>();
  const isUnsaved = () => [...guards].some(guard => guard());
  ports.onChange(() => {
    const wanted = sectionOf(ports.read());
    if (wanted === section.value) return;
    if (isUnsaved()) {
      ports.write(`/${section.value}`);
      asked.value = wanted;
    } else section.value = wanted;
  });
  ports.onClose(isUnsaved);
  return {
    section,
    asked,
    /** Before another section is shown, `guard` tells whether changes are unsaved. Returns a function to end this. */
    guard: (guard: () => boolean): (() => void) => {
      guards.add(guard);
      return () => void guards.delete(guard);
    },
    /** Goes to the requested section; unsaved changes are lost. */
    leave: () => {
      if (asked.value === null) return;
      ports.write(`/${asked.value}`);
      section.value = asked.value;
      asked.value = null;
    },
    stay: () => {
      asked.value = null;
    },
  };
};
