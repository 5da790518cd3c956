import { elementsAt } from './natives.ts';

export const BUTTON_PX = 28;
const GAP_PX = 4;
const CARD_GAP_PX = 6;
const CONTROLS = 'a[href],button,input,select,textarea,summary,[role="button"],[role="link"],[tabindex]';

type Point = { readonly x: number; readonly y: number };

const fits = ({ x, y }: Point): boolean =>
  x >= 0 && y >= 0 && x + BUTTON_PX <= innerWidth && y + BUTTON_PX <= innerHeight;

const overlaps = ({ x, y }: Point, rect: DOMRect): boolean =>
  x < rect.right && x + BUTTON_PX > rect.left && y < rect.bottom && y + BUTTON_PX > rect.top;

/** Whether one of the page's own controls is here. */
const isTaken = ({ x, y }: Point): boolean => {
  const corners = [
    [x + 2, y + 2],
    [x + BUTTON_PX - 2, y + BUTTON_PX - 2],
    [x + BUTTON_PX / 2, y + BUTTON_PX / 2],
  ] as const;
  return corners.some(([cx, cy]) => elementsAt(cx, cy)[0]?.matches(CONTROLS) === true);
};

/** The button's corner: at the end of the number, otherwise where it covers neither the number nor a control. */
export const anchorButton = (rects: readonly DOMRect[]): Point => {
  const first = rects[0] ?? new DOMRect();
  const last = rects.at(-1) ?? first;
  const middle = (rect: DOMRect) => rect.top + rect.height / 2 - BUTTON_PX / 2;
  const atEnd = { x: last.right + GAP_PX, y: middle(last) };
  const anchors = [
    atEnd,
    { x: first.left - GAP_PX - BUTTON_PX, y: middle(first) },
    { x: last.right - BUTTON_PX, y: first.top - GAP_PX - BUTTON_PX },
    { x: last.right - BUTTON_PX, y: last.bottom + GAP_PX },
  ];
  const free = anchors.filter(anchor => fits(anchor) && !rects.some(rect => overlaps(anchor, rect)));
  return free.find(anchor => !isTaken(anchor)) ?? free[0] ?? atEnd;
};

/** The card's corner: below the number and the button, or above them if there is no room below. */
export const anchorCard = (
  rects: readonly DOMRect[],
  button: Point,
  width: number,
  height: number,
): Point => {
  const first = rects[0] ?? new DOMRect();
  const last = rects.at(-1) ?? first;
  const below = Math.max(last.bottom, button.y + BUTTON_PX) + CARD_GAP_PX;
  const above = Math.min(first.top, button.y) - CARD_GAP_PX - height;
  return {
    x: Math.max(GAP_PX, Math.min(first.left, innerWidth - width - GAP_PX)),
    y: below + height <= innerHeight || above < 0 ? below : above,
  };
};
