import { computed, signal } from '@preact/signals';
import { updateSettings } from '../../../shared/workspace/contract.ts';
import { type Day, type Hours, usualHours } from '../../../shared/workspace/hours.ts';
import { updateRefusalWords } from '../../../shared/workspace/words.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
import { type Wires as SettingsWires, troubleOf } from './model.ts';
import { words } from './words.ts';

export type Wires = Pick<SettingsWires, 'read' | 'save'> & {
  /** This browser's own, which is offered first. */
  readonly timeZone: () => string;
};

export type HoursModel = ReturnType<typeof createHours>;

/** Business hours: read, changed, saved as one. */
export const createHours = (wires: Wires) => {
  const revision = signal<string | undefined>(undefined);
  const saved = signal<Hours | null>(null);
  /** What is on screen; null for open at all times. */
  const hours = signal<Hours | null>(null);
  const isOpen = signal(true);
  const trouble = signal<Trouble | null>(null);
  /** By path, as `week.mon.to` or `holidays.0.date`. */
  const wrong = signal<Readonly<Record<string, string>>>({});
  const note = signal('');
  const busy = signal(false);
  const isDirty = computed(() => JSON.stringify(hours.value) !== JSON.stringify(saved.value));

  const take = (settings: { revision: string; hours: Hours | null; isOpen: boolean }) => {
    revision.value = settings.revision;
    saved.value = settings.hours;
    hours.value = settings.hours;
    isOpen.value = settings.isOpen;
  };
  const change = (next: Hours | null) => {
    hours.value = next;
    wrong.value = {};
    trouble.value = null;
    note.value = '';
  };
  const patch = (part: Partial<Hours>) => {
    if (hours.value) change({ ...hours.value, ...part });
  };

  return {
    isRead: computed(() => revision.value !== undefined),
    hours,
    isOpen,
    isDirty,
    trouble,
    wrong,
    note,
    busy,
    load: async () => {
      trouble.value = null;
      const reply = await wires.read();
      if (!reply.ok) {
        trouble.value = troubleOf(reply.error);
        return;
      }
      // What was typed while it was read stays.
      const typed = isDirty.value ? hours.value : undefined;
      take(reply.value);
      if (typed !== undefined) hours.value = typed;
    },
    setAlways: (isAlways: boolean) => change(isAlways ? null : (saved.value ?? usualHours(wires.timeZone()))),
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
    undo: () => change(saved.value),
    save: async (): Promise<boolean> => {
      if (busy.value || revision.value === undefined) return false;
      trouble.value = null;
      note.value = '';
      const parsed = updateSettings.request.safeParse({ revision: revision.value, hours: hours.value });
      wrong.value = parsed.success
        ? {}
        : Object.fromEntries(
            parsed.error.issues.map(({ path, message }) => [path.slice(1).join('.'), message]),
          );
      if (!parsed.success) return false;
      busy.value = true;
      const reply = await wires.save(parsed.data);
      busy.value = false;
      if (reply.ok) {
        take(reply.value);
        note.value = words.saved;
      } else
        trouble.value =
          reply.error.reason === 'changed_meanwhile'
            ? { text: updateRefusalWords(reply.error) }
            : troubleOf(reply.error);
      return reply.ok;
    },
  };
};
