/**
 * Emergency numbers and countries' short codes. A browser extension has no address that help could be sent to, so
 * these are refused before anything else is checked. As dialled inside the country, ISO 3166 alpha-2.
 */
const EVERYWHERE = ['112', '911', '999', '000', '988', '933'] as const;

const BY_COUNTRY: Readonly<Record<string, readonly string[]>> = {
  AU: ['000', '106', '131114'],
  BR: ['190', '192', '193'],
  CN: ['110', '119', '120', '122'],
  DE: ['110', '115', '116117'],
  ES: ['061', '062', '080', '091'],
  FR: ['15', '17', '18', '114', '115', '119'],
  GB: ['101', '105', '111', '999'],
  IN: ['100', '101', '102', '108', '1098'],
  IT: ['113', '115', '118', '1522'],
  JP: ['110', '118', '119'],
  MX: ['060', '065', '066', '068'],
  NZ: ['105', '111'],
  PL: ['997', '998'],
  ZA: ['10111', '10177'],
};

// Every three-digit N11 service code of the North American plan, and 988 and 933 with them.
const NORTH_AMERICA = /^(?:[2-9]11|933|988)$/;

/** `digits` is what a person would press, without punctuation; a leading + and country code 1 are ignored. */
export const isEmergency = (digits: string, country: string): boolean => {
  const bare = digits.replace(/^\+/, '');
  const dialled = [bare, bare.replace(/^1(?=[2-9]\d\d$)/, '')];
  return dialled.some(
    each =>
      EVERYWHERE.some(code => code === each) ||
      NORTH_AMERICA.test(each) ||
      (BY_COUNTRY[country]?.includes(each) ?? false),
  );
};
