/** The panel as the background sees it: whether it is there, and opening it from a notification. */
const PANEL = 'sidepanel.html';

const panels = async (): Promise<readonly chrome.runtime.ExtensionContext[]> => {
  const screens = await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL', 'TAB'] });
  return screens.filter(({ documentUrl }) => documentUrl === chrome.runtime.getURL(PANEL));
};

export const isPanelOpen = async (): Promise<boolean> => (await panels()).length > 0;

/** Whether the rep has the panel before their eyes: in the window they work in, and not in a tab behind another. */
export const isPanelSeen = async (): Promise<boolean> => {
  const [open, front] = await Promise.all([panels(), chrome.windows.getLastFocused({ populate: true })]);
  if (!front.focused) return false;
  const seen = front.tabs?.find(({ active }) => active)?.id;
  return open.some(({ contextType, windowId, tabId }) =>
    contextType === 'TAB' ? tabId === seen : windowId === front.id,
  );
};

/** Opens the panel from a notification: before any await, because Chrome forgets the gesture. */
export const openPanel = (): Promise<void> =>
  chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT }).catch(async () => {
    // Not every platform counts a click on a notification as a gesture. If it does not, the panel opens in a tab.
    if (!(await isPanelOpen())) await chrome.tabs.create({ url: chrome.runtime.getURL(PANEL) });
  });
