import { signal } from '@preact/signals';
import type { Trouble } from '../ui/Trouble.tsx';
import { words } from './words.ts';

export type Lazy<T> = ReturnType<typeof lazy<T>>;

/** A part of the desk that is loaded when it is first needed, and once. */
export const lazy = <T>(fetch: () => Promise<T>, reload = () => location.reload()) => {
  /** Undefined until it has been loaded. */
  const part = signal<T | undefined>(undefined);
  const trouble = signal<Trouble | null>(null);
  let loading: Promise<void> | undefined;
  let hasFailed = false;
  const attempt = async () => {
    trouble.value = null;
    try {
      part.value = await fetch();
    } catch (error) {
      reportError(error);
      // Chromium repeats the failure of an import for as long as the document lives:
      // https://github.com/whatwg/html/issues/6768
      if (hasFailed) return reload();
      hasFailed = true;
      trouble.value = { text: words.notLoaded };
      loading = undefined;
    }
  };
  return {
    part,
    trouble,
    /** Does nothing while it is being loaded, or once it has been. After a second failure the tab is reloaded. */
    load: (): Promise<void> => {
      loading ??= attempt();
      return loading;
    },
  };
};
