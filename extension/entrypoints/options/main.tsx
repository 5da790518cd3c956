/** The desk: the list of its pages, in the order in which they are shown. */
import { render } from 'preact';
import { ai } from '../../ai/desk/section.ts';
import { stepUpWith } from '../../api.ts';
import { audit } from '../../audit/desk/section.ts';
import { callLog } from '../../call-log/desk/section.ts';
import { contacts } from '../../contacts/desk/section.ts';
import { chromePorts as routerPorts } from '../../desk/chrome-ports.ts';
import { Desk } from '../../desk/Desk.tsx';
import { createPages } from '../../desk/pages.ts';
import { createRouter } from '../../desk/router.ts';
import { checkUp, failedJobs } from '../../diagnostics/desk/section.ts';
import { inbox } from '../../inbox/desk/section.ts';
import { members } from '../../members/desk/section.ts';
import { numbers } from '../../numbers/desk/section.ts';
import { setUp } from '../../overview/desk/section.ts';
import { team } from '../../presence/desk/section.ts';
import { basic, countries, dialer, hours, limits, roles, sites } from '../../settings/desk/sections.ts';
import { chromePorts as connectPorts } from '../../team/desk/chrome-ports.ts';
import { createConnect } from '../../team/desk/model.ts';
import { signIn } from '../../team/desk/sign-in.ts';
import { browser } from '../../this-browser/desk/section.ts';
import { workspaces } from '../../workspaces/desk/section.ts';

const connect = createConnect(connectPorts());

const SECTIONS = [
  setUp,
  contacts,
  team,
  members,
  callLog,
  inbox,
  numbers,
  countries,
  limits,
  hours,
  basic,
  dialer,
  roles,
  sites,
  ai,
  failedJobs,
  audit,
  browser(connect),
  workspaces,
  checkUp,
];

const router = createRouter(routerPorts());
// A request whose step-up dialog cannot be loaded is refused with a message.
stepUpWith(() =>
  import('../../step-up/open.tsx').then(
    ({ askStepUp }) => askStepUp(),
    () => false,
  ),
);

const pages = createPages(SECTIONS, { router });
const root = document.getElementById('page');
if (root) render(<Desk signIn={signIn(connect)} router={router} pages={pages} />, root);
