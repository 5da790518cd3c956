/** The desk: the list of its sections, and the capability each one needs. */
import { render } from 'preact';
import type { Capability } from '../../../shared/capabilities.ts';
import { endOtherSessions, endSession, sessions as sessionsEndpoint } from '../../../shared/team/contract.ts';
import { usageToday } from '../../../shared/usage/contract.ts';
import { AiPage } from '../../ai/desk/AiPage.tsx';
import { chromePorts as aiPorts } from '../../ai/desk/chrome-ports.ts';
import { createAi } from '../../ai/desk/model.ts';
import { AllowedSitesCard } from '../../allowed-sites/AllowedSitesCard.tsx';
import { chromePorts as allowedSitesPorts } from '../../allowed-sites/chrome-ports.ts';
import { createAllowedSites } from '../../allowed-sites/model.ts';
import { call, stepUpWith } from '../../api.ts';
import { AuditCard } from '../../audit/desk/AuditCard.tsx';
import { chromePorts as auditPorts } from '../../audit/desk/chrome-ports.ts';
import { createAuditLog } from '../../audit/desk/model.ts';
import { CallLogPage } from '../../call-log/desk/CallLogPage.tsx';
import { chromePorts as callLogPorts } from '../../call-log/desk/chrome-ports.ts';
import { createCallLog } from '../../call-log/desk/model.ts';
import { ContactsPage } from '../../contacts/desk/ContactsPage.tsx';
import { chromePorts as contactsPorts } from '../../contacts/desk/chrome-ports.ts';
import { createContacts } from '../../contacts/desk/model.ts';
import { chromePorts as routerPorts } from '../../desk/chrome-ports.ts';
import { Desk, type Section } from '../../desk/Desk.tsx';
import { createRouter } from '../../desk/router.ts';
import { CheckUpPage } from '../../diagnostics/desk/CheckUpPage.tsx';
import { createCheckUp } from '../../diagnostics/desk/check-up-model.ts';
import { chromePorts as checkUpPorts } from '../../diagnostics/desk/check-up-ports.ts';
import { chromePorts as diagnosticsPorts } from '../../diagnostics/desk/chrome-ports.ts';
import { FailedJobsCard } from '../../diagnostics/desk/FailedJobsCard.tsx';
import { createFailedJobs } from '../../diagnostics/desk/model.ts';
import { chromePorts as membersPorts } from '../../members/desk/chrome-ports.ts';
import { MembersCard } from '../../members/desk/MembersCard.tsx';
import { createMembers } from '../../members/desk/model.ts';
import { chromePorts as numbersPorts } from '../../numbers/desk/chrome-ports.ts';
import { createNumbers } from '../../numbers/desk/model.ts';
import { NumbersPage } from '../../numbers/desk/NumbersPage.tsx';
import { chromePorts as overviewPorts } from '../../overview/desk/chrome-ports.ts';
import { createOverview } from '../../overview/desk/model.ts';
import { OverviewPage } from '../../overview/desk/OverviewPage.tsx';
import { chromePorts as passkeysPorts } from '../../passkeys/desk/chrome-ports.ts';
import { createPasskeys } from '../../passkeys/desk/model.ts';
import { PasskeysCard } from '../../passkeys/desk/PasskeysCard.tsx';
import { CountriesPage } from '../../settings/desk/CountriesPage.tsx';
import { dialerPorts, chromePorts as settingsPorts } from '../../settings/desk/chrome-ports.ts';
import { createCountries } from '../../settings/desk/countries-model.ts';
import { HoursPage } from '../../settings/desk/HoursPage.tsx';
import { createHours } from '../../settings/desk/hours-model.ts';
import { LimitsPage } from '../../settings/desk/LimitsPage.tsx';
import { createUsage } from '../../settings/desk/limits-usage.ts';
import { createBasic, createDialer, createLimits } from '../../settings/desk/model.ts';
import { RolesPage } from '../../settings/desk/RolesPage.tsx';
import { createRoles } from '../../settings/desk/roles-model.ts';
import { BasicPage, DialerPage } from '../../settings/desk/SettingsPage.tsx';
import { SitesPage } from '../../settings/desk/SitesPage.tsx';
import { createSites } from '../../settings/desk/sites-model.ts';
import { chromePorts as stepUpPorts } from '../../step-up/chrome-ports.ts';
import { createStepUp } from '../../step-up/model.ts';
import { ConnectPage } from '../../team/desk/ConnectPage.tsx';
import { chromePorts } from '../../team/desk/chrome-ports.ts';
import { createConnect } from '../../team/desk/model.ts';
import { SessionsCard } from '../../team/desk/SessionsCard.tsx';
import { createSessions } from '../../team/desk/sessions-model.ts';
import { mayDo } from '../../team/may.ts';
import { repTimeZone } from '../../ui/format/dates.ts';
import { chromePorts as workspacesPorts } from '../../workspaces/desk/chrome-ports.ts';
import { createWorkspaces } from '../../workspaces/desk/model.ts';
import { WorkspacesPage } from '../../workspaces/desk/WorkspacesPage.tsx';

const connect = createConnect(chromePorts());
const router = createRouter(routerPorts());
const overview = createOverview(overviewPorts());
const basic = createBasic(settingsPorts('basic', 'account'));
const dialer = createDialer(dialerPorts());
const limits = createLimits(settingsPorts('limits'));
const hours = createHours({ ...settingsPorts('hours', 'basic'), timeZone: repTimeZone });
const roles = createRoles(settingsPorts('roles'));
const callLog = createCallLog(callLogPorts());
const contacts = createContacts(contactsPorts());
const usage = createUsage({ today: () => call(usageToday, {}) });
const countries = createCountries(settingsPorts('countries'));
const sites = createSites({ ...settingsPorts('sites'), isSandbox: import.meta.env.RINGSIDE_SANDBOX });
const ai = createAi(aiPorts());
const allowedSites = createAllowedSites(allowedSitesPorts());
const numbers = createNumbers(numbersPorts());
const members = createMembers(membersPorts());
const failedJobs = createFailedJobs(diagnosticsPorts());
const checkUp = createCheckUp(checkUpPorts());
const sessions = createSessions({
  read: () => call(sessionsEndpoint, {}),
  end: sessionId => call(endSession, { sessionId }),
  endOthers: () => call(endOtherSessions, {}),
});
const passkeys = createPasskeys(passkeysPorts());
const workspaces = createWorkspaces(workspacesPorts());
const audit = createAuditLog(auditPorts());
const stepUp = createStepUp(stepUpPorts());
stepUpWith(stepUp.ask);

const section = (
  group: Section['group'],
  id: string,
  title: string,
  page: Section['page'],
  may: Capability = 'runWorkspace',
): Section => ({ group, id, title, page, may });

const SECTIONS: readonly Section[] = [
  section('start', 'set-up', 'Set-up', () => <OverviewPage overview={overview} />),
  section(
    'workspace',
    'calls',
    'Calls',
    ({ me }) => <CallLogPage log={callLog} country={me.workspace.country} />,
    'viewCalls',
  ),
  section(
    'workspace',
    'contacts',
    'Contacts',
    ({ me }) => (
      <ContactsPage list={contacts} country={me.workspace.country} mayEdit={mayDo(me, 'editContacts')} />
    ),
    'viewContacts',
  ),
  section('workspace', 'members', 'Members', () => <MembersCard list={members} />),
  section('workspace', 'numbers', 'Phone Numbers', () => <NumbersPage list={numbers} />),
  section('settings', 'basic', 'Basic', () => <BasicPage model={basic} />),
  section('settings', 'dialer', 'Dialer', () => <DialerPage model={dialer} />),
  section('settings', 'countries', 'Countries', () => <CountriesPage model={countries} />),
  section('settings', 'limits', 'Limits', () => <LimitsPage model={limits} usage={usage} />),
  section('settings', 'roles', 'Roles', () => <RolesPage model={roles} />),
  section('settings', 'sites', 'Sites', () => <SitesPage model={sites} />),
  section('settings', 'hours', 'Business hours', () => <HoursPage model={hours} />),
  section('settings', 'ai', 'AI', () => <AiPage model={ai} />),
  section('watch', 'failed-jobs', 'Failed jobs', () => <FailedJobsCard list={failedJobs} />),
  section('watch', 'audit', 'Audit log', () => <AuditCard log={audit} />),
  section(
    'you',
    'browser',
    'This browser',
    () => (
      <>
        <ConnectPage connect={connect} />
        <AllowedSitesCard list={allowedSites} />
        <PasskeysCard list={passkeys} />
        <SessionsCard list={sessions} />
      </>
    ),
    'belong',
  ),
  section(
    'you',
    'workspaces',
    'Workspaces',
    ({ me }) => <WorkspacesPage list={workspaces} mayCreate={mayDo(me, 'runOrganization')} />,
    'belong',
  ),
  section('you', 'check-up', 'Check-up', () => <CheckUpPage model={checkUp} />, 'belong'),
];

const root = document.getElementById('page');
if (root) render(<Desk connect={connect} router={router} sections={SECTIONS} stepUp={stepUp} />, root);
