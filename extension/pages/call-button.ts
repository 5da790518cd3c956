// The only element that we add to a page: a host with a closed shadow root, present only while a number is pointed at,
// focused or walked to.

import { anchorButton, anchorCard } from './anchor.ts';
import { type Arrival, watchArrival } from './arrival.ts';
import { CALL_BUTTON_STYLE } from './call-button-style.ts';
import { dial, type Press, pressOn } from './dial.ts';
import { nationalFormat } from './national-format.ts';
import { allOf, newElement, rootOf } from './natives.ts';
import type { Target } from './target.ts';
import { checkVisibility, type VisibilityCheck } from './visibility.ts';
import { words } from './words.ts';

const CARD_AFTER_MS = 400;
const HANDSET =
  'M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.3.2 2.5.6 3.6.1.3 0 .7-.2 1z';

export type CallButton = {
  readonly host: HTMLElement;
  readonly focus: () => void;
  readonly remove: () => void;
};

type Asks = {
  readonly lookUp: (e164: string) => Promise<string | null>;
  /** The click has been answered. */
  readonly onSettled: () => void;
};

const element = <K extends 'button' | 'div' | 'span'>(name: K, className: string, text = '') => {
  const made = newElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const handset = (): SVGElement => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', HANDSET);
  svg.append(path);
  return svg;
};

/** Whether a click in this page may dial at once: a frame in another page may be moved about by that page. */
const isTopFrame = (): boolean => window.top === window;

export const showCallButton = (
  target: Target,
  rects: readonly DOMRect[],
  { lookUp, onSettled }: Asks,
): CallButton => {
  const host = newElement('div');
  host.setAttribute('data-ringside', '');
  host.popover = 'manual';
  const shadow = host.attachShadow({ mode: 'closed' });
  const style = new CSSStyleSheet();
  style.replaceSync(CALL_BUTTON_STYLE);
  shadow.adoptedStyleSheets = [style];

  const number = nationalFormat(target.e164, target.written);
  const button = element('button', 'button');
  button.setAttribute('aria-label', words.callNumber(number));
  button.append(handset());
  const card = element('div', 'card');
  card.hidden = true;
  const shown = element('span', 'number', number);
  shown.title = target.e164;
  const who = element('span', 'who', words.lookingUp);
  const go = element('button', 'go', target.isHonest ? words.call : words.ask);
  const note = element('span', 'note', target.isHonest ? '' : words.differs(target.written));
  note.setAttribute('role', 'status');
  card.append(shown, who, go, note);
  shadow.append(button, card);

  const watched: (VisibilityCheck | Arrival)[] = [];
  let isSettling = false;

  const settle = async (press: Press, meant: Promise<boolean>): Promise<void> => {
    if (isSettling) return;
    isSettling = true;
    for (const control of [button, go]) control.setAttribute('aria-busy', 'true');
    go.textContent = words.calling;
    try {
      const answer = dial(press, !(await meant));
      if (answer) await answer;
      onSettled();
    } catch {
      // No answer: the extension was updated or switched off while this page was open. The note says what to do.
      isSettling = false;
      card.hidden = false;
      note.textContent = words.unanswered;
      for (const control of [button, go]) control.setAttribute('aria-busy', 'false');
      go.textContent = words.call;
    }
  };

  const listen = (control: HTMLElement) => {
    const visibility = checkVisibility(control);
    const arrival = watchArrival(control);
    watched.push(visibility, arrival);
    let pressed: { readonly press: Press; readonly meant: () => Promise<boolean> } | undefined;
    const down = (event: PointerEvent | KeyboardEvent) => {
      if (!event.isTrusted) return;
      const byKey = event instanceof KeyboardEvent;
      const isHeld = () => (byKey ? shadow.activeElement === control : arrival.isByHand());
      const mayDial = target.isHonest && isTopFrame() && !event.shiftKey;
      const hasPassed = mayDial && visibility.hasPassed();
      const mayWait = mayDial && visibility.isNoticed() && isHeld();
      pressed = {
        press: pressOn(target.e164),
        meant: async () => hasPassed || (mayWait && (await visibility.passed(isHeld))),
      };
    };
    control.addEventListener('pointerdown', event => {
      // So that the page keeps its focus and its selection.
      event.preventDefault();
      down(event);
    });
    control.addEventListener('keydown', event => {
      if (!event.repeat && (event.key === 'Enter' || event.key === ' ')) down(event);
    });
    control.addEventListener('click', event => {
      event.stopPropagation();
      const { press, meant } = pressed ?? {};
      pressed = undefined;
      if (event.isTrusted && press && meant) void settle(press, meant());
    });
  };
  for (const control of [button, go]) listen(control);

  // A modal dialog makes everything outside it inert, so the host goes inside the dialog.
  const modals = allOf('dialog:modal');
  (modals[modals.length - 1] ?? rootOf(document)).append(host);
  host.showPopover();
  const corner = anchorButton(rects);
  button.style.inset = `${corner.y}px auto auto ${corner.x}px`;

  const placeCardNow = () => {
    const { width, height } = card.getBoundingClientRect();
    const at = anchorCard(rects, corner, width, height);
    card.style.inset = `${at.y}px auto auto ${at.x}px`;
  };
  const timer = setTimeout(async () => {
    card.hidden = false;
    placeCardNow();
    who.textContent = (await lookUp(target.e164)) ?? '';
    placeCardNow();
  }, CARD_AFTER_MS);

  return {
    host,
    focus: () => button.focus(),
    remove: () => {
      clearTimeout(timer);
      for (const each of watched) each.stop();
      host.remove();
    },
  };
};
