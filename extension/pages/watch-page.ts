// Keeps the phone numbers and their positions for every text of the page that has any. Never writes to the page.
import { mayHoldNumber, numbersIn, type PhoneMatch } from './find.ts';
import { isHeadedAsId } from './label.ts';
import {
  closestTo,
  isConnected,
  nodeTypeOf,
  parentOf,
  rootOf,
  shadowOf,
  walkElements,
  walkTexts,
} from './natives.ts';
import { certainInPage } from './neighbours.ts';

export type PageNumbers = ReadonlyMap<Text, readonly PhoneMatch[]>;

export type Watch = {
  readonly shadowRoots: ShadowRoot[];
  readonly stop: () => void;
};

type Options = {
  /** Filled and updated only here. */
  readonly numbers: Map<Text, readonly PhoneMatch[]>;
  readonly region: string;
  /** Texts whose numbers were added, changed or removed (then not in `numbers`); `more` while other texts wait. */
  readonly onChange: (texts: ReadonlySet<Text>, more: boolean) => void;
};

/** Part of a slice of 4 ms: the numbers that are read must be marked too. */
const SLICE_MS = 2.5;
/** How many texts to read between two checks of the clock. */
const TEXTS_PER_LOOK = 16;
const ELEMENTS_PER_LOOK = 256;
const UNREAD =
  'script,style,noscript,template,textarea,input,select,code,[contenteditable]:not([contenteditable="false"]),[data-ringside]';
const OBSERVED = { childList: true, characterData: true, subtree: true };

export const watchPage = ({ numbers, region, onChange }: Options): Watch => {
  const shadowRoots: ShadowRoot[] = [];
  let changed = new Set<Text>();
  let waiting: (Text | TreeWalker)[] = [];
  const unsearched: TreeWalker[] = [];
  let isStopped = false;

  const forget = (text: Text) => {
    if (numbers.delete(text)) changed.add(text);
  };

  /** Nearly every text of a page is rejected by the first check. */
  const read = (text: Node) => {
    const data = text.nodeValue ?? '';
    if (mayHoldNumber(data)) {
      if (text instanceof Text) readNumbers(text, data);
    } else if (numbers.size > 0 && text instanceof Text) forget(text);
  };

  const readNumbers = (text: Text, data: string) => {
    let matches = numbersIn(data, region);
    const parent = matches.length > 0 ? parentOf(text) : null;
    if (parent && matches.some(({ isBare }) => isBare) && isHeadedAsId(parent))
      matches = matches.filter(({ isBare }) => !isBare);
    // A text directly in a shadow root has no parent element, but is read all the same.
    if (matches.length === 0 || (parent && closestTo(parent, UNREAD))) return forget(text);
    matches = certainInPage(text, matches, region);
    if (matches.length === 0) return forget(text);
    numbers.set(text, matches);
    changed.add(text);
  };

  /** Reads the waiting texts until the time is up; true if none are left. */
  const readUntil = (endsAt: number): boolean => {
    for (let job = waiting.at(-1); job; job = waiting.at(-1)) {
      if (job instanceof Text) {
        waiting.pop();
        read(job);
      } else {
        for (let left = TEXTS_PER_LOOK; left > 0; left--) {
          const text = job.nextNode();
          if (!text) {
            waiting.pop();
            break;
          }
          read(text);
        }
      }
      if (waiting.length > 0 && performance.now() >= endsAt) return false;
    }
    return true;
  };

  const searchUntil = (endsAt: number): boolean => {
    for (let job = unsearched.at(-1); job; job = unsearched.at(-1)) {
      // Elements that a busy page has already removed need no search.
      const isGone = !isConnected(job.root);
      if (isGone) unsearched.pop();
      for (let left = isGone ? 0 : ELEMENTS_PER_LOOK; left > 0; left--) {
        const shadow = job.currentNode instanceof Element ? shadowOf(job.currentNode) : null;
        if (shadow && !shadowRoots.includes(shadow)) {
          shadowRoots.push(shadow);
          observer.observe(shadow, OBSERVED);
          add(shadow);
        }
        if (job.nextNode()) continue;
        // Shadow roots found in the meantime come after this job in the list.
        unsearched.splice(unsearched.lastIndexOf(job), 1);
        break;
      }
      if (performance.now() >= endsAt) return unsearched.length === 0;
    }
    return true;
  };

  const add = (root: Node) => {
    waiting.push(walkTexts(root));
    unsearched.push(walkElements(root));
  };

  const tell = (more: boolean) => {
    // Even without changes, the last report is needed: it says that no more follow.
    if (changed.size === 0 && more) return;
    const texts = changed;
    changed = new Set();
    onChange(texts, more);
  };

  let isReading = false;
  const work = () => {
    isReading = false;
    if (isStopped) return;
    const isRead = readUntil(performance.now() + SLICE_MS);
    tell(!isRead);
    if (isRead) searchLater();
    else workLater();
  };
  const workLater = () => {
    if (isReading) return;
    isReading = true;
    scheduler.postTask(work, { priority: 'user-visible' });
  };

  // Looking for shadow roots visits every element, so it waits until the page is idle.
  let isSearching = false;
  const searchLater = () => {
    if (isSearching || unsearched.length === 0) return;
    isSearching = true;
    requestIdleCallback(search, { timeout: 2000 });
  };
  const search = () => {
    isSearching = false;
    if (isStopped) return;
    searchUntil(performance.now() + SLICE_MS);
    if (waiting.length > 0) work();
    searchLater();
  };

  const observer = new MutationObserver(records => {
    let hasRemoved = false;
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type === 'characterData') {
        if (target instanceof Text) waiting.push(target);
        continue;
      }
      hasRemoved ||= removedNodes.length > 0;
      for (const node of addedNodes) {
        if (node instanceof Text) waiting.push(node);
        else if (nodeTypeOf(node) === Node.ELEMENT_NODE) add(node);
      }
    }
    if (hasRemoved) for (const text of numbers.keys()) if (!isConnected(text)) forget(text);
    // In the same frame as the change, so that no mark is missing when it is painted.
    work();
  });

  observer.observe(rootOf(document), OBSERVED);
  add(rootOf(document));
  // In a task of its own, because this task has just compiled the script.
  workLater();

  return {
    shadowRoots,
    stop: () => {
      isStopped = true;
      observer.disconnect();
      waiting = [];
      unsearched.length = 0;
      numbers.clear();
    },
  };
};
