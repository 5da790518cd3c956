import { useEffect } from 'preact/hooks';
import { MissingSites } from '../../allowed-sites/MissingSites.tsx';
import { MissedTab } from '../../inbox/index.ts';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { announcement } from './announce.ts';
import { CallBar } from './CallBar.tsx';
import { DialView } from './DialView.tsx';
import { Header } from './Header.tsx';
import { EndedOffer, IncomingView } from './IncomingView.tsx';
import type { Panel as Model } from './model.ts';
import { Notice } from './Notice.tsx';
import { OverCard } from './OverCard.tsx';
import { Recents } from './Recents.tsx';
import { NoDialer, SignedOut } from './SignedOut.tsx';
import { Tabs } from './Tabs.tsx';
import { words } from './words.ts';

const Missed = ({ panel }: { panel: Model }) => (
  <>
    <div class="above">
      <Notice panel={panel} />
    </div>
    <MissedTab
      key={panel.me.value?.workspace.id}
      missed={panel.missed}
      mayAct={panel.me.value?.may.includes('noteCalls') ?? false}
      country={panel.country.value}
      isDialing={panel.dialing.value}
      onCallBack={panel.callBack}
    />
  </>
);

const Idle = ({ panel }: { panel: Model }) => (
  <>
    <h1 class="unseen">{words.tabs[panel.tab.value]}</h1>
    <Tabs panel={panel} />
    <div
      class="view"
      role="tabpanel"
      id={`view-${panel.tab.value}`}
      aria-labelledby={`tab-${panel.tab.value}`}
    >
      {panel.tab.value === 'dial' && <DialView panel={panel} />}
      {panel.tab.value === 'recents' && <Recents panel={panel} />}
      {panel.tab.value === 'missed' && <Missed panel={panel} />}
    </div>
  </>
);

const View = ({ panel }: { panel: Model }) => {
  const call = panel.state.value?.call;
  // A call goes on whatever happens to the session, and its outcome is shown before anything else.
  if (panel.live.value) return <CallBar panel={panel} call={panel.live.value} />;
  if (panel.rings.value) return <IncomingView panel={panel} />;
  if (call && call.phase !== 'idle') return <OverCard panel={panel} call={call} key={call.intent.at} />;
  if (panel.signedOut.value) return <SignedOut onConnect={panel.ports.openOptions} />;
  if (panel.noDialer.value) return <NoDialer onSettings={panel.ports.openOptions} />;
  return (
    <>
      <EndedOffer panel={panel} />
      <MissingSites list={panel.ports.allowedSites} />
      <Idle panel={panel} />
    </>
  );
};

export const Panel = ({ panel }: { panel: Model }) => {
  useEffect(() => panel.start(), [panel]);
  return (
    <>
      <Header panel={panel} />
      <main>
        <View panel={panel} />
      </main>
      <LiveRegion says={announcement(panel.state.value, panel.country.value)} />
    </>
  );
};
