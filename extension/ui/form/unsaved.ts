import { createContext } from 'preact';

/** Registers a form: it tells whether its changes are unsaved. Returns a function that ends this. */
export type Guard = (isUnsaved: () => boolean) => () => void;

/** Who asks before unsaved changes are left: the desk's router. Outside the desk, nobody does. */
export const UnsavedGuard = createContext<Guard>(() => () => {});
