import { signal } from '@preact/signals';
import type { RequestOf } from '../../../shared/endpoint.ts';
import { type readSettings, type Settings, updateSettings } from '../../../shared/workspace/contract.ts';
import { updateRefusalWords } from '../../../shared/workspace/words.ts';
import { createFormModel } from '../../desk/form-model.ts';
import type { Reply } from '../../http.ts';
import { words } from './words.ts';

export type Ports = {
  readonly read: () => Promise<Reply<typeof readSettings>>;
  readonly save: (change: RequestOf<typeof updateSettings>) => Promise<Reply<typeof updateSettings>>;
};
type Refused = Extract<Reply<typeof updateSettings>, { ok: false }>['error'];
/** Errors by path, as `name` or `hours.week.mon.to`. */
export type Wrong = Readonly<Record<string, string | undefined>>;

const refusalWords = (error: Refused): string | undefined => {
  switch (error.reason) {
    case 'changed_meanwhile':
      return words.changedMeanwhile;
    case 'not_accepted':
    case 'carrier_silent':
    case 'number_unknown':
    case 'not_in_plan':
      return updateRefusalWords(error);
    default:
      return undefined;
  }
};

type Options<Values> = {
  /** Converts typed values to what is sent; omitted when both are the same. */
  readonly requestOf?: (changes: Partial<Values>) => object;
  /** The fields of the form that the server refused, with a message each. */
  readonly wrongOf?: (error: Refused) => Partial<Record<keyof Values, string>>;
};

/** Some of a workspace's settings: read, changed, and all changes saved together. */
export const createWorkspaceForm = <Values extends object>(
  ports: Ports,
  valuesOf: (settings: Settings) => Values,
  { requestOf = changes => changes, wrongOf = () => ({}) }: Options<Values> = {},
) => {
  const form = createFormModel({ read: ports.read, valuesOf });
  const wrong = signal<Wrong>({});
  return {
    ...form,
    wrong,
    change: (part: Partial<Values>) => {
      form.change(part);
      const all = Object.entries(wrong.value);
      const stays = all.filter(([path]) => !((path.split('.')[0] ?? '') in part));
      if (stays.length < all.length) wrong.value = Object.fromEntries(stays);
    },
    undo: () => {
      wrong.value = {};
      return form.undo();
    },
    save: async (): Promise<boolean> => {
      const { revision } = form.server.value ?? {};
      if (form.busy.value || revision === undefined) return false;
      form.trouble.value = null;
      form.note.value = '';
      const request = { revision, ...requestOf(form.changes()) };
      const parsed = updateSettings.request.safeParse(request);
      wrong.value = Object.fromEntries(
        parsed.error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [],
      );
      if (!parsed.success) return false;
      return form.send(
        () => ports.save(parsed.data),
        error => {
          const said = Object.entries<string | undefined>(wrongOf(error));
          // A field that was corrected meanwhile no longer shows the value that was refused.
          wrong.value = Object.fromEntries(
            said.filter(([field]) => form.isStillAsSent(field as keyof Values)),
          );
          return refusalWords(error);
        },
      );
    },
  };
};
