/// <reference path="./lucide.d.ts" />
import activity from 'lucide/dist/esm/icons/activity.mjs';
import arrowDownLeft from 'lucide/dist/esm/icons/arrow-down-left.mjs';
import arrowUpRight from 'lucide/dist/esm/icons/arrow-up-right.mjs';
import check from 'lucide/dist/esm/icons/check.mjs';
import circleDot from 'lucide/dist/esm/icons/circle-dot.mjs';
import clock from 'lucide/dist/esm/icons/clock.mjs';
import backspace from 'lucide/dist/esm/icons/delete.mjs';
import grip from 'lucide/dist/esm/icons/grip.mjs';
import mic from 'lucide/dist/esm/icons/mic.mjs';
import micOff from 'lucide/dist/esm/icons/mic-off.mjs';
import octagonAlert from 'lucide/dist/esm/icons/octagon-alert.mjs';
import pause from 'lucide/dist/esm/icons/pause.mjs';
import phone from 'lucide/dist/esm/icons/phone.mjs';
import phoneOff from 'lucide/dist/esm/icons/phone-off.mjs';
import plug from 'lucide/dist/esm/icons/plug.mjs';
import slidersHorizontal from 'lucide/dist/esm/icons/sliders-horizontal.mjs';
import triangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs';
import wifiOff from 'lucide/dist/esm/icons/wifi-off.mjs';
import { h } from 'preact';

/** An icon of Lucide: the elements inside its SVG. */
export type IconNode = readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];

const ICONS = {
  phone,
  end: phoneOff,
  settings: slidersHorizontal,
  backspace,
  microphone: mic,
  microphoneOff: micOff,
  hold: pause,
  keypad: grip,
  outgoing: arrowUpRight,
  incoming: arrowDownLeft,
  warning: triangleAlert,
  stop: octagonAlert,
  check,
  record: circleDot,
  pulse: activity,
  plug,
  offline: wifiOff,
  clock,
} as const satisfies Readonly<Record<string, IconNode>>;

export type IconName = keyof typeof ICONS;

/** An icon next to a text, never instead of one: always hidden from assistive technology. */
export const Drawing = ({ of, small }: { of: IconNode; small?: boolean }) => (
  <svg class={small ? 'icon small' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {of.map(([tag, attributes]) => h(tag, attributes))}
  </svg>
);

/** An icon that several parts of the extension show, by its meaning. */
export const Icon = ({ name, small = false }: { name: IconName; small?: boolean }) => (
  <Drawing of={ICONS[name]} small={small} />
);
