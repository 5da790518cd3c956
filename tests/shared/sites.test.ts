import { describe, expect, test } from 'vitest';
import { patternOf, Site } from '../../shared/workspace/sites.ts';

describe('a site', () => {
  test.each([
    ['app.hubspot.com', 'app.hubspot.com'],
    [' https://App.HubSpot.com/contacts/123?x=1#top ', 'app.hubspot.com'],
    ['https://acme.lightning.force.com:443/lightning', 'acme.lightning.force.com'],
    ['*.lightning.force.com', '*.lightning.force.com'],
    ['crm.acme.co.uk/', 'crm.acme.co.uk'],
  ])('is taken from %s', (typed, site) => {
    expect(Site.parse(typed)).toBe(site);
  });

  test.each([
    '',
    '*',
    '*.com',
    'com',
    'localhost',
    '127.0.0.1',
    'http://[::1]/',
    'app.hubspot.com:8443',
    'a b.com',
    '<all_urls>',
    '*.*.com',
    'app.*.com',
    'user@app.hubspot.com',
    '-a.com',
  ])('is not %s', typed => {
    expect(Site.safeParse(typed).success).toBe(false);
  });

  test('is looked at over https alone', () => {
    expect(patternOf('*.force.com')).toBe('https://*.force.com/*');
  });
});
