const NORTH_AMERICAN = /^\+1(\d{3})(\d{3})(\d{4})$/;

/** How the card shows a number: in North American format, otherwise as the page wrote it. */
export const nationalFormat = (e164: string, written: string): string => {
  const parts = NORTH_AMERICAN.exec(e164);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : written.replace(/\s+/g, ' ').trim();
};
