export const words = {
  title: 'Sites with call buttons',
  intro: 'Your workspace wants call buttons on these sites. This browser asks you once for each site.',
  allowed: 'Allowed',
  allow: 'Allow',
  allowOne: (site: string) => `Allow ${site}`,
  missing: (sites: readonly string[]) =>
    sites.length === 1
      ? `Numbers on ${sites[0]} get a call button as soon as you allow it.`
      : `Numbers on ${sites.slice(0, 2).join(', ')}${sites.length > 2 ? ` and ${sites.length - 2} more sites` : ''} get a call button as soon as you allow it.`,
} as const;
