import { describe, expect, test } from 'vitest';
import { patternOf, Site } from '../../shared/workspace/sites.ts';

describe('a site', () => {
  test.each([
    ['app.hubspot.com', 'app.hubspot.com'],
    [' https://App.HubSpot.com/contacts/123?x=1#top ', 'app.hubspot.com'],
    ['https://acme.lightning.force.com:443/lightning', 'acme.lightning.force.com'],
    ['*.lightning.force.com', '*.lightning.force.com'],
    ['crm.acme.co.uk/', 'crm.acme.co.uk'],
    ['https://crm.example.com:8443/contacts', 'crm.example.com'],
    ['app.hubspot.com:8443', 'app.hubspot.com'],
    ['crm_eu.example.com', 'crm_eu.example.com'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['https://*.MÜNCHEN.example/kontakte', '*.xn--mnchen-3ya.example'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
    ['crm。example。com', 'crm.example.com'],
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
    'a b.com',
    '<all_urls>',
    '*.*.com',
    'app.*.com',
    'user@app.hubspot.com',
    '-a.com',
  ])('is not %s', typed => {
    expect(Site.safeParse(typed).success).toBe(false);
  });

  test.each([
    ['localhost:3000', /a dot/],
    ['127.0.0.1', /IP address/],
    ['http://[::1]/', /IP address/],
    ['*.com', /top-level domain/],
    ['app.*.com', /in front/],
    ['maria@example.com', /mail address/],
    ['', /looks like/],
  ])('that cannot be used says what to enter: %s', (typed, says) => {
    expect(Site.safeParse(typed).error?.issues[0]?.message).toMatch(says);
  });

  test('is matched over https only', () => {
    expect(patternOf('*.force.com')).toBe('https://*.force.com/*');
  });
});
