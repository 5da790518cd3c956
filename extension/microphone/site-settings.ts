/** Opens Chrome's own page with the permissions of this extension. */
export const openSiteSettings = (): void => {
  const site = encodeURIComponent(location.origin);
  void chrome.tabs.create({ url: `chrome://settings/content/siteDetails?site=${site}` });
};
