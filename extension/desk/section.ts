import type { ComponentChildren } from 'preact';
import type { Capability } from '../../shared/capabilities.ts';
import type { Session } from '../session.ts';
import type { IconNode } from '../ui/Icon.tsx';
import type { Router } from './router.ts';
import type { words } from './words.ts';

/** What the desk shares with its pages. */
export type DeskContext = { readonly router: Router };
export type Page = (session: Session) => ComponentChildren;
/** Creates the page's model; the page itself shows it whenever the member comes back. */
export type OpenPage = (desk: DeskContext) => Page;

/** Who is signed in in this browser, and the page that signs somebody in. */
export type SignIn = {
  /** Undefined until it has been read. */
  readonly session: { readonly value: Session | null | undefined };
  readonly load: () => Promise<void>;
  readonly loadPage: () => Promise<() => ComponentChildren>;
};

/** The manifest of a page of the desk. It is part of the first paint; the page itself is loaded when it is shown. */
export type Section = {
  /** The page's address, without # and slash. */
  readonly id: string;
  readonly title: string;
  readonly group: keyof typeof words.groups;
  readonly icon: IconNode;
  /** The capability a member needs to see the page. */
  readonly may: Capability;
  readonly load: () => Promise<OpenPage>;
  /** Members who see this page land on it for as long as this is true. */
  readonly isUnfinished?: () => Promise<boolean>;
};
