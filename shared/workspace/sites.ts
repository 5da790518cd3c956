/** On which sites reps' browsers look for numbers: host names, as in `app.hubspot.com` or `*.lightning.force.com`. */
import * as z from 'zod';

const HOST = /^(\*\.)?([a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/;

/** What somebody typed or pasted, down to its host: addresses of pages do as well. */
const hostOf = (typed: string): string =>
  typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/:443$/, '');

/** A whole top-level domain is nobody's CRM. */
const isOneOf = (host: string): boolean => HOST.test(host) && host.replace('*.', '').split('.').length >= 2;

export const Site = z
  .string()
  .max(300)
  .transform(hostOf)
  .refine(isOneOf, 'A site looks like app.hubspot.com, or *.lightning.force.com for all below it.');
export const MOST_SITES = 50;

/** A Chrome match pattern. Https only: what is dialled is read from these pages. */
export const patternOf = (site: string): string => `https://${site}/*`;
