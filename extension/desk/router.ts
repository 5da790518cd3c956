import { signal } from '@preact/signals';

/** What the router needs of the browser. */
export type RouterPorts = {
  /** The address behind the #, without it. */
  read(): string;
  /** Writes it without a new entry in the history, and without onChange. */
  write(address: string): void;
  onChange(changed: () => void): void;
  /** Asks before the page is closed, for as long as this says so. */
  onClose(isToAsk: () => boolean): void;
};

const sectionOf = (address: string): string => address.replace(/^\//, '').split(/[?#]/)[0] ?? '';

export type Router = ReturnType<typeof createRouter>;

/** Which section is shown, by the address; who leaves one with unsaved changes is asked first. */
export const createRouter = (ports: RouterPorts) => {
  const section = signal(sectionOf(ports.read()));
  /** Where somebody wants to go while changes are unsaved. */
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
    /** Asks `isUnsaved` before anything else is shown; returns what ends that. */
    guard: (guard: () => boolean): (() => void) => {
      guards.add(guard);
      return () => void guards.delete(guard);
    },
    /** Goes where somebody wanted to; what was unsaved is lost. */
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
