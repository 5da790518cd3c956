/** Opens each page of the settings with a model of its own. */
import { usageToday } from '../../../shared/usage/contract.ts';
import { call } from '../../api.ts';
import type { OpenPage } from '../../desk/section.ts';
import { repTimeZone } from '../../ui/format/dates.ts';
import { CountriesPage } from './CountriesPage.tsx';
import { chromePorts, dialerPorts } from './chrome-ports.ts';
import { createCountries } from './countries-model.ts';
import { HoursPage } from './HoursPage.tsx';
import { createHours } from './hours-model.ts';
import { LimitsPage } from './LimitsPage.tsx';
import { createUsage } from './limits-usage.ts';
import { createBasic, createDialer, createLimits } from './model.ts';
import { RolesPage } from './RolesPage.tsx';
import { createRoles } from './roles-model.ts';
import { BasicPage, DialerPage } from './SettingsPage.tsx';
import { SitesPage } from './SitesPage.tsx';
import { createSites } from './sites-model.ts';

export const openBasic: OpenPage = () => {
  const model = createBasic(chromePorts('basic', 'account'));
  return () => <BasicPage model={model} />;
};

export const openDialer: OpenPage = () => {
  const model = createDialer(dialerPorts());
  return () => (
    <div class="beside">
      <DialerPage model={model} />
    </div>
  );
};

export const openCountries: OpenPage = () => {
  const model = createCountries(chromePorts('countries'));
  return () => <CountriesPage model={model} />;
};

export const openLimits: OpenPage = () => {
  const model = createLimits(chromePorts('limits'));
  const usage = createUsage({ today: () => call(usageToday, {}) });
  return () => (
    <div class="beside">
      <LimitsPage model={model} usage={usage} />
    </div>
  );
};

export const openHours: OpenPage = () => {
  const model = createHours({ ...chromePorts('hours', 'basic'), timeZone: repTimeZone });
  return () => <HoursPage model={model} />;
};

export const openRoles: OpenPage = () => {
  const model = createRoles(chromePorts('roles'));
  return () => <RolesPage model={model} />;
};

export const openSites: OpenPage = () => {
  const model = createSites({ ...chromePorts('sites'), isSandbox: import.meta.env.RINGSIDE_SANDBOX });
  return () => <SitesPage model={model} />;
};
