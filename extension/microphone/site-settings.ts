/** Chrome's own page about what this extension may use. */
export const openSiteSettings = (): void => {
  const site = encodeURIComponent(location.origin);
  void chrome.tabs.create({ url: `chrome://settings/content/siteDetails?site=${site}` });
};
