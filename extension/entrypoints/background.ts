// The background only routes messages and keeps nothing in memory, because Chrome ends it after half a minute.
import { defineBackground } from 'wxt/utils/define-background';
import { callActs } from '../calls/background.ts';
import { offerAnswerOutside } from '../calls/incoming/notice.ts';
import { offerRejoinOutside } from '../calls/rejoin-notice.ts';
import { pageGate } from '../from-pages.ts';
import { on } from '../messages.ts';
import { ensurePhone, goOnDuty, holdLifeline, resumeDuty, watchPhone } from '../presence/background.ts';
import { idleActs, watchIdle } from '../presence/idle-background.ts';
import { updateIfIdle, updateIsThere } from '../presence/update.ts';
import { followSites, refreshPages, registerSites } from '../sites.ts';
import { lockStorage } from '../storage.ts';
import { teamActs } from '../team/background.ts';

const followSession = async (): Promise<void> => {
  await resumeDuty();
  await followSites();
  await refreshPages();
};

export default defineBackground({
  type: 'module',
  main: () => {
    void lockStorage();
    const calls = callActs({ ensurePhone, holdLifeline, updateIfIdle });
    const team = teamActs(followSession);
    on('background', { ...calls, ...team, ...idleActs, 'presence.goOnDuty': goOnDuty }, pageGate(Date.now));
    void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
    chrome.runtime.onInstalled.addListener(() => {
      void registerSites();
      void resumeDuty();
    });
    chrome.runtime.onUpdateAvailable.addListener(() => void updateIsThere());
    chrome.permissions.onAdded.addListener(() => void followSites());
    chrome.permissions.onRemoved.addListener(() => void followSites());
    watchPhone();
    watchIdle();
    offerRejoinOutside(ensurePhone);
    offerAnswerOutside(ensurePhone);
    chrome.runtime.onStartup.addListener(() => void resumeDuty());
  },
});
