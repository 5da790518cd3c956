import { signal } from '@preact/signals';
import type { RefusalOf, RequestOf } from '../../../shared/endpoint.ts';
import type { Result } from '../../../shared/result.ts';
import { updateSettings } from '../../../shared/settings/contract.ts';
import type { GroupId, SettingsOf } from '../../../shared/settings/groups.ts';
import { updateRefusalWords } from '../../../shared/workspace/words.ts';
import { createFormModel } from '../../desk/form-model.ts';
import type { Obstacle } from '../../messages.ts';
import { words } from './words.ts';

/** Reads and saves these groups of settings. */
export type Ports<Id extends GroupId> = {
  readonly read: () => Promise<Result<SettingsOf<Id>, Obstacle>>;
  readonly save: (change: RequestOf<typeof updateSettings>) => Promise<Result<SettingsOf<Id>, Refused>>;
};
export type Refused = RefusalOf<typeof updateSettings> | Obstacle;
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

/** Some groups of a workspace's settings: read, changed, and all changes saved together. */
export const createWorkspaceForm = <Id extends GroupId, Values extends object>(
  ports: Ports<Id>,
  valuesOf: (settings: SettingsOf<Id>) => Values,
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
      const { revisions } = form.server.value ?? {};
      if (form.busy.value || !revisions) return false;
      form.trouble.value = null;
      form.note.value = '';
      const request = { revisions, ...requestOf(form.changes()) };
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
