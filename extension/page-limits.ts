/** What one page may ask for in a minute; nobody clicks faster than this by hand. */
export const DIALS_PER_MINUTE = 20;
export const LOOK_UPS_PER_MINUTE = 120;
