import type { RefusalOf, RequestOf } from '../../../shared/endpoint.ts';
import type { Result } from '../../../shared/result.ts';
import { updateSettings } from '../../../shared/settings/contract.ts';
import type { GroupId, SettingsOf } from '../../../shared/settings/groups.ts';
import { fieldFaultWords, updateRefusalWords } from '../../../shared/workspace/words.ts';
import type { Obstacle } from '../../messages.ts';
import type { Refused } from '../../ui/form/form-model.ts';
import { createSavedForm } from '../../ui/form/saved-form.ts';
import { words } from './words.ts';

/** Reads and saves these groups of settings. */
export type Ports<Id extends GroupId> = {
  readonly read: () => Promise<Result<SettingsOf<Id>, Obstacle>>;
  readonly save: (change: RequestOf<typeof updateSettings>) => Promise<Result<SettingsOf<Id>, SaveError>>;
};
export type SaveError = RefusalOf<typeof updateSettings> | Obstacle;

const refusedOf = (error: SaveError): Refused | undefined => {
  switch (error.reason) {
    case 'changed_meanwhile':
      return { text: words.changedMeanwhile };
    case 'not_accepted': {
      const faults = Object.entries(error.fields).map(([field, fault]) => [field, fieldFaultWords(fault)]);
      return { text: updateRefusalWords(error), fields: Object.fromEntries(faults) };
    }
    case 'number_unknown':
      return { fields: { defaultNumber: updateRefusalWords(error) } };
    case 'not_in_plan':
      return { fields: { dialerEnabled: updateRefusalWords(error) } };
    case 'carrier_silent':
      return { text: updateRefusalWords(error) };
    default:
      return undefined;
  }
};

/**
 * Some groups of a workspace's settings: read, changed, and all changes saved together. `requestOf` makes of typed values
 * what is sent; omitted when both are the same.
 */
export const createWorkspaceForm = <Id extends GroupId, Values extends object>(
  ports: Ports<Id>,
  valuesOf: (settings: SettingsOf<Id>) => Values,
  requestOf: (changes: Partial<Values>) => object = changes => changes,
) => {
  const form = createSavedForm({
    read: ports.read,
    valuesOf,
    request: updateSettings.request,
    requestOf: (_, changes, { revisions }) => ({ revisions, ...requestOf(changes) }),
  });
  return { ...form, save: () => form.save(ports.save, refusedOf) };
};
