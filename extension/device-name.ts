type UserAgentData = { readonly platform: string; readonly brands: readonly { readonly brand: string }[] };
type WithUserAgentData = Navigator & { readonly userAgentData?: UserAgentData };

/** A name people recognise in the list of their sessions: "Chromium on Linux". */
export const deviceName = (of: WithUserAgentData = navigator): string => {
  const data = of.userAgentData;
  const brands = (data?.brands ?? []).map(each => each.brand).filter(brand => !/not.?a.?brand/i.test(brand));
  const brand = brands.find(each => each !== 'Chromium') ?? brands[0] ?? 'Chrome';
  return `${brand} on ${data?.platform || 'this computer'}`;
};
