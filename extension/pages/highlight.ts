// Marks the page's numbers and shows the call button at the number that the user points at, focuses or walks to.
import { send } from '../messages.ts';
import { type CallButton, showCallButton } from './call-button.ts';
import type { PhoneMatch } from './find.ts';
import { markNumbers } from './marks.ts';
import { activeOf } from './natives.ts';
import { callLinkAt, holds, linkTarget, rectsOf, type Target, targetAt } from './target.ts';
import { bringIntoView, nextNumber } from './walk.ts';
import { watchPage } from './watch-page.ts';
import { words } from './words.ts';

/** How long the button stays after the pointer has left the number, so that the pointer can reach the button. */
const LEAVE_MS = 300;
const LOOK_EVERY_MS = 100;

type How = 'pointer' | 'focus' | 'walk';
type Shown = { target: Target; rects: DOMRect[]; callButton: CallButton; how: How };

const isMoved = (before: readonly DOMRect[], now: readonly DOMRect[]): boolean =>
  before.length !== now.length ||
  before.some((rect, n) => {
    const other = now[n];
    return !other || Math.abs(rect.x - other.x) > 1 || Math.abs(rect.y - other.y) > 1;
  });

const isSame = (a: Target, b: Target): boolean => a.e164 === b.e164 && a.isHonest === b.isHonest;

const lookUp = async (number: string): Promise<string | null> => {
  try {
    const answer = await send('background', 'contacts.lookUp', { number });
    if (!answer.ok) return null;
    const { value: contact } = answer;
    if (!contact) return words.unknown;
    return [contact.name, contact.company].filter(Boolean).join(' · ') || words.unknown;
  } catch {
    // The card is useful even without a name. If nothing answers, a dial reports that.
    return null;
  }
};

/** Starts on this page. The returned function removes every trace of it. */
export const startPage = (region: string): (() => void) => {
  const numbers = new Map<Text, readonly PhoneMatch[]>();
  const marks = markNumbers(numbers);
  const ending = new AbortController();
  let shown: Shown | null = null;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  let pointer: PointerEvent | null = null;
  let focusBefore: Element | null = null;

  const watch = watchPage({
    numbers,
    region,
    onChange: (texts, more) => {
      marks.update(texts, more);
      if (shown?.target.node instanceof Text && texts.has(shown.target.node)) requestAnimationFrame(follow);
    },
  });

  const stay = () => {
    clearTimeout(leaving);
    leaving = undefined;
  };

  const hide = () => {
    stay();
    clearInterval(looking);
    shown?.callButton.remove();
    shown = null;
  };

  const show = (target: Target, how: How) => {
    stay();
    if (shown && shown.target.node === target.node && shown.target.match === target.match) {
      shown.how = how;
      return;
    }
    hide();
    const rects = rectsOf(target);
    if (rects.length === 0) return;
    shown = { target, rects, how, callButton: showCallButton(target, rects, { lookUp, onSettled: hide }) };
    looking = setInterval(follow, LOOK_EVERY_MS);
  };

  const at = (x: number, y: number): Target | null => targetAt(x, y, numbers, watch.shadowRoots, region);

  const isCurrent = ({ node, match }: Target): boolean =>
    !(node instanceof Text) || (match !== null && numbers.get(node)?.includes(match) === true);

  /** The number may have been redrawn in the same place (then the button stays), or have moved or disappeared. */
  const follow = () => {
    if (!shown) return;
    const { target, rects } = shown;
    if (isCurrent(target) && !isMoved(rects, rectsOf(target))) return;
    const first = rects[0];
    const again = first && at(first.x + first.width / 2, first.y + first.height / 2);
    if (again && isSame(again, target) && !isMoved(rects, rectsOf(again))) shown.target = again;
    else hide();
  };

  const point = () => {
    const event = pointer;
    pointer = null;
    if (!event) return;
    if (shown && event.target === shown.callButton.host) return stay();
    const link = event.target instanceof Element ? callLinkAt(event.target) : null;
    const target = at(event.clientX, event.clientY) ?? (link && linkTarget(link, numbers, region));
    if (target) return show(target, 'pointer');
    if (shown?.how === 'pointer' && !shown.rects.some(rect => holds(rect, event.clientX, event.clientY)))
      leaving ??= setTimeout(hide, LEAVE_MS);
  };

  const walk = () => {
    const from = shown?.target ?? null;
    if (!from) focusBefore = activeOf(document);
    const next = nextNumber(numbers, from ?? focusBefore, region);
    if (!next) return;
    hide();
    if (bringIntoView(next)) {
      // The scroll event comes before the next frame; only after that is the number in its final position.
      requestAnimationFrame(() => requestAnimationFrame(() => focusOn(next)));
    } else focusOn(next);
  };

  const focusOn = (target: Target) => {
    show(target, 'walk');
    shown?.callButton.focus();
  };

  const close = () => {
    const wasWalking = shown?.how === 'walk';
    hide();
    if (wasWalking && focusBefore instanceof HTMLElement && focusBefore.isConnected)
      focusBefore.focus({ preventScroll: true });
    focusBefore = null;
  };

  const listen = <K extends keyof WindowEventMap>(name: K, act: (event: WindowEventMap[K]) => void) =>
    window.addEventListener(name, act, { capture: true, passive: name !== 'keydown', signal: ending.signal });

  listen('pointermove', event => {
    if (numbers.size === 0 && !shown && !(event.target instanceof HTMLAnchorElement)) return;
    if (!pointer) requestAnimationFrame(point);
    pointer = event;
  });
  listen('scroll', () => follow());
  listen('resize', () => follow());
  listen('focusin', event => {
    const link = event.target instanceof Element ? callLinkAt(event.target) : null;
    const target = link && linkTarget(link, numbers, region);
    if (target) show(target, 'focus');
  });
  listen('focusout', () => {
    if (shown?.how === 'focus') leaving ??= setTimeout(hide, LEAVE_MS);
  });
  listen('keydown', event => {
    if (!event.isTrusted) return;
    if (event.key === 'Escape' && shown) {
      // While the user walks the numbers, Escape closes only our button, not the page's dialog as well.
      if (shown.how === 'walk') event.stopPropagation();
      close();
    } else if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyN') {
      event.preventDefault();
      event.stopPropagation();
      walk();
    }
  });

  return () => {
    ending.abort();
    hide();
    watch.stop();
    marks.stop();
  };
};
