import { send } from '../messages.ts';
import type { Browser } from './grant.ts';
import { openSiteSettings } from './site-settings.ts';

const closeThisTab = async () => {
  const tab = await chrome.tabs.getCurrent();
  if (tab?.id !== undefined) await chrome.tabs.remove(tab.id);
};

export const chromeBrowser: Browser = {
  permission: () => navigator.permissions.query({ name: 'microphone' }),
  openMicrophone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
  tellPhone: () => send('phone', 'microphone.granted', {}),
  openSiteSettings,
  close: () => void closeThisTab(),
};
