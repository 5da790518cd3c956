import type { LanDoor } from './lan-door.ts';

/** What the carrier's web page has open. */
export type Page = {
  /** Access for telephones on the same network. */
  door: LanDoor | undefined;
  /** By tab: ends its listening to a call. */
  readonly ears: Map<string, () => void>;
};
