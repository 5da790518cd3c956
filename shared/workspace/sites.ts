/** The sites on which reps' browsers look for numbers: `app.hubspot.com` or `*.lightning.force.com`. */
import * as z from 'zod';

// Node, Workers and browsers all have URL; their type libraries are not loaded here.
declare const URL: new (address: string) => { readonly hostname: string };

const HOST = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*$/;
const BELOW = '*.';

const words = {
  none: 'A site looks like app.hubspot.com, or *.lightning.force.com for all of its subdomains.',
  mail: 'This is an email address. Enter the address of the site, like app.hubspot.com.',
  star: 'A star stands for any subdomain, and can only be in front of the site: *.lightning.force.com.',
  whole: 'This would be a whole top-level domain. Enter one site, like app.hubspot.com.',
  name: 'A site needs a name with a dot in it, like crm.example.com; a bare name or an IP address cannot be used.',
} as const;

/** A host as the browser understands it, in ASCII (UTS 46); null when it is not a valid host. */
const hostOf = (typed: string): string | null => {
  try {
    return new URL(`https://${typed}`).hostname;
  } catch {
    return null;
  }
};

/** What was typed or pasted, without the parts that do not identify a site: scheme, port, and what follows. */
const authorityOf = (typed: string): string =>
  typed
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '');

type Read = { readonly site: string } | { readonly wrong: string };

const read = (typed: string): Read => {
  const authority = authorityOf(typed);
  if (authority.includes('@')) return { wrong: words.mail };
  const isBelow = authority.startsWith(BELOW);
  const rest = isBelow ? authority.slice(BELOW.length) : authority;
  if (rest.includes('*')) return { wrong: words.star };
  const host = hostOf(rest);
  if (host === null || host === '') return { wrong: words.none };
  if (isBelow && !host.includes('.')) return { wrong: words.whole };
  if (!host.includes('.') || /[\d\]]$/.test(host)) return { wrong: words.name };
  return HOST.test(host) ? { site: (isBelow ? BELOW : '') + host } : { wrong: words.none };
};

export const Site = z
  .string()
  .max(300)
  .transform((typed, context) => {
    const answer = read(typed);
    if ('site' in answer) return answer.site;
    context.addIssue({ code: 'custom', message: answer.wrong });
    return z.NEVER;
  });
export const MOST_SITES = 50;

/** A Chrome match pattern. Https only, because numbers to dial are read from these pages. */
export const patternOf = (site: string): string => `https://${site}/*`;
