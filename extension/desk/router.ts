import { computed, signal } from '@preact/signals';

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

/** Without the slash in front and the # behind. */
const tidy = (address: string): string => address.replace(/^\//, '').split('#')[0] ?? '';

const split = (address: string): [path: string, query: string] => {
  const [path = '', ...query] = address.split('?');
  return [path, query.join('?')];
};

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

export type Router = ReturnType<typeof createRouter>;

/**
 * Shows the page in the address, as `#/members/mem_123?since=2026-11-30`: a section, its parameters and its query.
 * Asks before a page with unsaved changes is left.
 */
export const createRouter = (ports: RouterPorts) => {
  const address = signal(tidy(ports.read()));
  /** The address that was requested while changes were unsaved. */
  const asked = signal<string | null>(null);
  const guards = new Set<() => boolean>();
  const isUnsaved = () => [...guards].some(guard => guard());
  const parts = computed(() => split(address.value)[0].split('/').map(decode));
  ports.onChange(() => {
    const wanted = tidy(ports.read());
    // Another query shows the same page differently, so nothing that was typed there is lost.
    if (split(wanted)[0] !== split(address.value)[0] && isUnsaved()) {
      ports.write(`/${address.value}`);
      asked.value = wanted;
    } else address.value = wanted;
  });
  ports.onClose(isUnsaved);
  return {
    section: computed(() => parts.value[0] ?? ''),
    /** The rest of the path, as ['mem_123']. */
    params: computed(() => parts.value.slice(1)),
    query: computed(() => new URLSearchParams(split(address.value)[1])),
    asked,
    /** Before another page is shown, `guard` tells whether changes are unsaved. Returns a function to end this. */
    guard: (guard: () => boolean): (() => void) => {
      guards.add(guard);
      return () => void guards.delete(guard);
    },
    /** Goes to the requested page; unsaved changes are lost. */
    leave: () => {
      if (asked.value === null) return;
      ports.write(`/${asked.value}`);
      address.value = asked.value;
      asked.value = null;
    },
    stay: () => {
      asked.value = null;
    },
  };
};
