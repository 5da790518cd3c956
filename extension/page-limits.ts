/** Requests a page may make per minute; nobody clicks faster than this by hand. */
export const DIALS_PER_MINUTE = 20;
export const LOOK_UPS_PER_MINUTE = 120;
