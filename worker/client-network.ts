/** The network a request is counted for: an IPv4 address, or the /64 of an IPv6 address, which one customer has. */
const GROUPS = 8;
const GROUPS_OF_NETWORK = 4;

/** An IPv4 address written as an IPv6 address. */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

export const clientNetwork = (address: string): string => {
  const mapped = MAPPED.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const [before, after] = [head, tail ?? ''].map(part => part.split(':').filter(group => group !== ''));
  const missing = GROUPS - (before?.length ?? 0) - (after?.length ?? 0);
  const zeros = Array.from({ length: tail === undefined ? 0 : Math.max(0, missing) }, () => '0');
  const groups = [...(before ?? []), ...zeros, ...(after ?? [])];
  const network = groups.slice(0, GROUPS_OF_NETWORK).map(group => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
};
