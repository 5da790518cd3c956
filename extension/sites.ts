import { patternOf } from '../shared/workspace/sites.ts';
import { getSession } from './session.ts';
import { mayDial } from './team/may.ts';

/** The sites on which the extension looks for numbers. Registered at run time, so that the manifest names no site. */
const SCRIPT: chrome.scripting.RegisteredContentScript = {
  id: 'pages',
  js: ['content-scripts/content.js'],
  css: ['content-scripts/content.css'],
  runAt: 'document_idle',
  allFrames: false,
  persistAcrossSessions: true,
};

/** Host patterns match every port. */
const HERE = import.meta.env.RINGSIDE_SANDBOX ? ['http://localhost/*', 'http://127.0.0.1/*'] : [];

export type WantedSite = {
  readonly site: string;
  readonly pattern: string;
  /** This browser permits the extension to read the site. */
  readonly isAllowed: boolean;
};

/** The sites chosen by the workspace, for members who may call. */
export const wantedSites = async (): Promise<readonly WantedSite[]> => {
  const me = (await getSession())?.me;
  if (!me || !mayDial(me)) return [];
  return Promise.all(
    me.workspace.sites.map(async site => {
      const pattern = patternOf(site);
      return { site, pattern, isAllowed: await chrome.permissions.contains({ origins: [pattern] }) };
    }),
  );
};

const sites = async (): Promise<string[]> => {
  const wanted = await wantedSites();
  return [...HERE, ...wanted.flatMap(({ pattern, isAllowed }) => (isAllowed ? [pattern] : []))];
};

/** A style sheet is optional in a build, and a missing file would make the whole registration fail. */
const present = async (files: readonly string[] = []): Promise<string[]> => {
  const found = await Promise.all(
    files.map(async file => {
      try {
        return (await fetch(chrome.runtime.getURL(file))).ok;
      } catch {
        return false;
      }
    }),
  );
  return files.filter((_, index) => found[index]);
};

const tabsOn = async (matches: readonly string[]): Promise<number[]> => {
  if (matches.length === 0) return [];
  const tabs = await chrome.tabs.query({ url: [...matches] });
  return tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
};

/** For pages that were open before this version was installed, so that their numbers stay clickable. */
const injectInto = async (tabId: number, js: string[], css: string[]): Promise<void> => {
  const target = { tabId };
  if (css.length > 0) await chrome.scripting.insertCSS({ target, files: css });
  if (js.length > 0) await chrome.scripting.executeScript({ target, files: js });
};

/** Makes open pages read their numbers again, in the number format of the signed-in member's workspace. */
export const refreshPages = async (): Promise<void> => {
  const [registered] = await chrome.scripting.getRegisteredContentScripts({ ids: [SCRIPT.id] });
  const { matches = [], js = [], css = [] } = registered ?? {};
  const tabs = await tabsOn(matches);
  await Promise.allSettled(tabs.map(tabId => injectInto(tabId, js, css)));
};

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

/** The workspace may have chosen other sites, or the user may have allowed or blocked a site. */
export const followSites = async (): Promise<void> => {
  const [registered] = await chrome.scripting.getRegisteredContentScripts({ ids: [SCRIPT.id] });
  if (!isSame(registered?.matches ?? [], await sites())) await registerSites();
};

/** Registers the sites that this build and the workspace name, and injects the scripts into open pages. */
export const registerSites = async (): Promise<void> => {
  const [js, css] = await Promise.all([present(SCRIPT.js), present(SCRIPT.css)]);
  const registered = await chrome.scripting.getRegisteredContentScripts({ ids: [SCRIPT.id] });
  if (registered.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [SCRIPT.id] });
  const matches = await sites();
  if (matches.length === 0 || js.length === 0) return;
  await chrome.scripting.registerContentScripts([{ ...SCRIPT, matches, js, css }]);
  const tabs = await tabsOn(matches);
  // By the time the loop reaches a tab, the tab may be closed or show an error page.
  await Promise.allSettled(tabs.map(tabId => injectInto(tabId, js, css)));
};
