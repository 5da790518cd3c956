import { send } from '../messages.ts';
import type { Browser } from './grant.ts';

const closeThisTab = async () => {
  const tab = await chrome.tabs.getCurrent();
  if (tab?.id !== undefined) await chrome.tabs.remove(tab.id);
};

export const chromeBrowser: Browser = {
  permission: () => navigator.permissions.query({ name: 'microphone' }),
  openMicrophone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
  tellPhone: () => send('phone', 'microphone.granted', {}),
  openSiteSettings: () => {
    const site = encodeURIComponent(location.origin);
    void chrome.tabs.create({ url: `chrome://settings/content/siteDetails?site=${site}` });
  },
  close: () => void closeThisTab(),
};
