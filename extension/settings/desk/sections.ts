import appWindow from 'lucide/dist/esm/icons/app-window.mjs';
import building from 'lucide/dist/esm/icons/building.mjs';
import calendarClock from 'lucide/dist/esm/icons/calendar-clock.mjs';
import gauge from 'lucide/dist/esm/icons/gauge.mjs';
import globe from 'lucide/dist/esm/icons/globe.mjs';
import phoneOutgoing from 'lucide/dist/esm/icons/phone-outgoing.mjs';
import shieldCheck from 'lucide/dist/esm/icons/shield-check.mjs';
import type { Section } from '../../desk/section.ts';

/** The pages share most of their code, so they are loaded together. */
const open = () => import('./open.tsx');

export const basic: Section = {
  id: 'basic',
  title: 'Basic',
  group: 'settings',
  icon: building,
  may: 'runWorkspace',
  load: async () => (await open()).openBasic,
};

export const dialer: Section = {
  id: 'dialer',
  title: 'Dialer',
  group: 'settings',
  icon: phoneOutgoing,
  may: 'runWorkspace',
  load: async () => (await open()).openDialer,
};

export const countries: Section = {
  id: 'countries',
  title: 'Countries',
  group: 'rules',
  icon: globe,
  may: 'runWorkspace',
  load: async () => (await open()).openCountries,
};

export const limits: Section = {
  id: 'limits',
  title: 'Limits',
  group: 'rules',
  icon: gauge,
  may: 'runWorkspace',
  load: async () => (await open()).openLimits,
};

export const hours: Section = {
  id: 'hours',
  title: 'Business hours',
  group: 'rules',
  icon: calendarClock,
  may: 'runWorkspace',
  load: async () => (await open()).openHours,
};

export const roles: Section = {
  id: 'roles',
  title: 'Roles',
  group: 'settings',
  icon: shieldCheck,
  may: 'runWorkspace',
  load: async () => (await open()).openRoles,
};

export const sites: Section = {
  id: 'sites',
  title: 'Sites',
  group: 'settings',
  icon: appWindow,
  may: 'runWorkspace',
  load: async () => (await open()).openSites,
};
