import { send } from '../../messages.ts';
import { getSession, signIn, signOut } from '../../session.ts';
import { reachOf } from './check.ts';
import type { Wires } from './model.ts';

type UserAgentData = { readonly platform: string; readonly brands: readonly { readonly brand: string }[] };
type WithUserAgentData = Navigator & { readonly userAgentData?: UserAgentData };

/** As a person would name it in a list of their sessions: "Chromium on Linux". */
const deviceName = (navigator: WithUserAgentData): string => {
  const data = navigator.userAgentData;
  const brands = (data?.brands ?? []).map(each => each.brand).filter(brand => !/not.?a.?brand/i.test(brand));
  const brand = brands.find(each => each !== 'Chromium') ?? brands[0] ?? 'Chrome';
  return `${brand} on ${data?.platform || 'this computer'}`;
};

export const chromeWires = (): Wires => ({
  reach: reachOf(chrome.runtime.getManifest().host_permissions ?? []),
  device: deviceName(navigator),
  getSession,
  signIn,
  signOut,
  // The background first: it makes sure that there is a phone to tell. Where neither answers, the session still
  // changed, and both read it when they start.
  sessionChanged: async () => {
    await Promise.allSettled([send('background', 'team.sessionChanged', {})]);
    await Promise.allSettled([send('phone', 'team.sessionChanged', {})]);
  },
});
