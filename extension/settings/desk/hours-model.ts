import { computed } from '@preact/signals';
import { type Day, type Hours, usualHours } from '../../../shared/workspace/hours.ts';
import { createWorkspaceForm, type Ports as FormPorts } from './workspace-form.ts';

export type Ports = FormPorts<'hours' | 'basic'> & {
  /** This browser's time zone, which is suggested first. */
  readonly timeZone: () => string;
};

export type HoursModel = ReturnType<typeof createHours>;

/** Business hours: read, changed and saved together. */
export const createHours = (ports: Ports) => {
  const form = createWorkspaceForm(ports, ({ hours }): { hours: Hours | null } => ({ hours }));
  /** The hours on screen; null for open at all times. */
  const hours = computed(() => form.values.value?.hours ?? null);
  const change = (next: Hours | null) => form.change({ hours: next });
  const patch = (part: Partial<Hours>) => {
    if (hours.value) change({ ...hours.value, ...part });
  };

  return {
    ...form,
    hours,
    /** The workspace's: times are shown in its style. */
    country: computed(() => form.server.value?.country ?? ''),
    isOpen: computed(() => form.server.value?.isOpen ?? true),
    /** The error at a path like `week.mon.to` or `holidays.0.date`. */
    wrongAt: (path: string): string | undefined => form.wrong.value[`hours.${path}`],
    setAlways: (isAlways: boolean) =>
      change(isAlways ? null : (form.server.value?.hours ?? usualHours(ports.timeZone()))),
    setTimeZone: (timeZone: string) => patch({ timeZone }),
    setDay: (day: Day, open: Hours['week'][Day]) => {
      if (hours.value) patch({ week: { ...hours.value.week, [day]: open } });
    },
    addHoliday: () => patch({ holidays: [...(hours.value?.holidays ?? []), { date: '', name: '' }] }),
    setHoliday: (at: number, part: Partial<Hours['holidays'][number]>) =>
      patch({
        holidays: hours.value?.holidays.map((each, index) => (index === at ? { ...each, ...part } : each)),
      }),
    removeHoliday: (at: number) =>
      patch({ holidays: hours.value?.holidays.filter((_, index) => index !== at) }),
  };
};
