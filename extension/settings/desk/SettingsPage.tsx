import type { Router } from '../../desk/router.ts';
import { CheckField, SelectField, TextField } from './Field.tsx';
import type { BasicModel, DialerModel } from './model.ts';
import { SettingsForm } from './SettingsForm.tsx';
import { StateCard } from './StateCard.tsx';
import { words } from './words.ts';

type Props<Model> = { readonly model: Model; readonly router: Router };

const countryName = (code: string): string => {
  try {
    return /^[A-Za-z]{2}$/.test(code)
      ? (new Intl.DisplayNames(undefined, { type: 'region', fallback: 'none' }).of(code.toUpperCase()) ?? '')
      : '';
  } catch {
    return '';
  }
};

/** Workspace Settings → Basic: the workspace's name, and its account with the carrier. */
export const BasicPage = ({ model, router }: Props<BasicModel>) => (
  <SettingsForm model={model} router={router} title={words.basic} intro={words.basicIntro}>
    <TextField model={model} field="name" label={words.name} help={words.nameHelp} />
    <TextField
      model={model}
      field="country"
      label={words.country}
      help={words.countryHelp(countryName(String(model.valueOf('country'))))}
    />
    <fieldset>
      <legend>{words.carrier}</legend>
      <p class="fine">{words.carrierHelp}</p>
      <TextField model={model} field="accountSid" label={words.accountSid} help={words.accountSidHelp} mono />
      <TextField
        model={model}
        field="authToken"
        label={words.authToken}
        help={model.settings.value?.hasAuthToken ? words.stored : words.authTokenHelp}
        placeholder={model.settings.value?.hasAuthToken ? '••••••••••••••••' : undefined}
        secret
        mono
      />
    </fieldset>
  </SettingsForm>
);

/** Workspace Settings → Dialer: whether calls can be made, and how. */
export const DialerPage = ({ model, router }: Props<DialerModel>) => (
  <>
    <SettingsForm model={model} router={router} title={words.dialer} intro={words.dialerIntro}>
      <CheckField model={model} field="dialerEnabled" label={words.enabled} help={words.enabledHelp} />
      <TextField model={model} field="apiKeySid" label={words.apiKeySid} help={words.apiKeySidHelp} mono />
      <TextField
        model={model}
        field="apiKeySecret"
        label={words.apiKeySecret}
        help={model.settings.value?.hasApiKeySecret ? words.stored : words.apiKeySecretHelp}
        placeholder={model.settings.value?.hasApiKeySecret ? '••••••••••••••••' : undefined}
        secret
        mono
      />
      <fieldset>
        <legend>{words.calls}</legend>
        <TextField
          model={model}
          field="ringSeconds"
          label={words.ringSeconds}
          help={words.ringSecondsHelp}
          numeric
        />
        <TextField model={model} field="wrapUpSeconds" label={words.wrapUp} help={words.wrapUpHelp} numeric />
        <SelectField
          model={model}
          field="defaultNumber"
          label={words.defaultNumber}
          help={words.defaultNumberHelp}
          options={[
            ['', words.oldestNumber],
            ...(model.settings.value?.callable ?? []).map(
              ({ id, e164, name }) => [id, `${name} · ${e164}`] as const,
            ),
          ]}
        />
        <SelectField
          model={model}
          field="clickAction"
          label={words.clickAction}
          help={words.clickActionHelp}
          options={Object.entries(words.clickActions)}
        />
        <SelectField
          model={model}
          field="inboundPickUp"
          label={words.inboundPickUp}
          help={words.inboundPickUpHelp}
          options={Object.entries(words.inboundPickUps)}
        />
      </fieldset>
      <fieldset>
        <legend>{words.recording}</legend>
        <CheckField
          model={model}
          field="recordCalls"
          label={words.recordCalls}
          help={words.recordCallsHelp}
        />
        <TextField
          model={model}
          field="recordingNotice"
          label={words.recordingNotice}
          help={words.recordingNoticeHelp}
        />
      </fieldset>
    </SettingsForm>
    <StateCard model={model} />
  </>
);
