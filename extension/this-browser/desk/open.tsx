import { endOtherSessions, endSession, sessions } from '../../../shared/team/contract.ts';
import { AllowedSitesCard } from '../../allowed-sites/AllowedSitesCard.tsx';
import { chromePorts as allowedSitesPorts } from '../../allowed-sites/chrome-ports.ts';
import { createAllowedSites } from '../../allowed-sites/model.ts';
import { call } from '../../api.ts';
import type { OpenPage } from '../../desk/section.ts';
import { chromePorts as passkeysPorts } from '../../passkeys/desk/chrome-ports.ts';
import { createPasskeys } from '../../passkeys/desk/model.ts';
import { PasskeysCard } from '../../passkeys/desk/PasskeysCard.tsx';
import { createRingtoneChoice, RingtoneCard } from '../../ringtone/index.ts';
import { ConnectPage } from '../../team/desk/ConnectPage.tsx';
import type { Connect } from '../../team/desk/model.ts';
import { SessionsCard } from '../../team/desk/SessionsCard.tsx';
import { createSessions } from '../../team/desk/sessions-model.ts';
import { mayDial } from '../../team/may.ts';

/** For everybody: who is signed in in this browser, on which sites it may look for numbers, its ringtone, passkeys and sessions. */
export const openBrowser =
  (connect: Connect): OpenPage =>
  () => {
    const allowedSites = createAllowedSites(allowedSitesPorts());
    const passkeys = createPasskeys(passkeysPorts());
    const signedIn = createSessions({
      read: () => call(sessions, {}),
      end: sessionId => call(endSession, { sessionId }),
      endOthers: () => call(endOtherSessions, {}),
    });
    const ringtone = createRingtoneChoice();
    const mayCall = () => connect.session.value != null && mayDial(connect.session.value.me);
    return () => (
      <div class="beside">
        <ConnectPage connect={connect} />
        <AllowedSitesCard list={allowedSites} />
        {mayCall() && <RingtoneCard choice={ringtone} />}
        <PasskeysCard list={passkeys} />
        <SessionsCard list={signedIn} />
      </div>
    );
  };
