import { CheckField } from '../../ui/form/CheckField.tsx';
import { CountryField } from '../../ui/form/CountryField.tsx';
import type { Bound } from '../../ui/form/form-model.ts';
import { NumberField } from '../../ui/form/NumberField.tsx';
import { SavedForm } from '../../ui/form/SavedForm.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import type { BasicModel, DialerModel } from './model.ts';
import { StateCard } from './StateCard.tsx';
import { words } from './words.ts';

type SecretProps = Bound<string> & {
  readonly label: string;
  readonly help: string;
  readonly isStored?: boolean;
};

/** A secret is never shown again: the field says whether there is one. */
const Secret = ({ help, isStored, ...field }: SecretProps) => (
  <TextField
    {...field}
    help={isStored ? words.stored : help}
    placeholder={isStored ? '••••••••••••••••' : undefined}
    isSecret
    look="mono"
  />
);

/** Workspace Settings → Basic: the workspace's name, and its account with the carrier. */
export const BasicPage = ({ model }: { model: BasicModel }) => (
  <SavedForm model={model} title={words.basic} intro={words.basicIntro} words={words}>
    {() => (
      <>
        <TextField {...model.at('name')} label={words.name} help={words.nameHelp} />
        <CountryField {...model.at('country')} label={words.country} help={words.countryHelp} />
        <fieldset>
          <legend>{words.carrier}</legend>
          <p class="fine">{words.carrierHelp}</p>
          <TextField
            {...model.at('accountSid')}
            label={words.accountSid}
            help={words.accountSidHelp}
            look="mono"
          />
          <Secret
            {...model.at('authToken')}
            label={words.authToken}
            help={words.authTokenHelp}
            isStored={model.server.value?.hasAuthToken}
          />
        </fieldset>
      </>
    )}
  </SavedForm>
);

const Calls = ({ model }: { model: DialerModel }) => (
  <fieldset>
    <legend>{words.calls}</legend>
    <NumberField {...model.at('ringSeconds')} label={words.ringSeconds} help={words.ringSecondsHelp} />
    <NumberField {...model.at('wrapUpSeconds')} label={words.wrapUp} help={words.wrapUpHelp} />
    <SelectField
      {...model.at('defaultNumber')}
      label={words.defaultNumber}
      help={words.defaultNumberHelp}
      options={[
        ['', words.oldestNumber],
        ...(model.server.value?.callable ?? []).map(
          ({ id, e164, name }) => [id, `${name} · ${e164}`] as const,
        ),
      ]}
    />
    <SelectField
      {...model.at('clickAction')}
      label={words.clickAction}
      help={words.clickActionHelp}
      options={Object.entries(words.clickActions)}
    />
    <SelectField
      {...model.at('inboundPickUp')}
      label={words.inboundPickUp}
      help={words.inboundPickUpHelp}
      options={Object.entries(words.inboundPickUps)}
    />
  </fieldset>
);

/** Workspace Settings → Dialer: whether calls can be made, and how. */
export const DialerPage = ({ model }: { model: DialerModel }) => (
  <>
    <SavedForm model={model} title={words.dialer} intro={words.dialerIntro} words={words}>
      {() => (
        <>
          <CheckField {...model.at('dialerEnabled')} label={words.enabled} help={words.enabledHelp} />
          <TextField
            {...model.at('apiKeySid')}
            label={words.apiKeySid}
            help={words.apiKeySidHelp}
            look="mono"
          />
          <Secret
            {...model.at('apiKeySecret')}
            label={words.apiKeySecret}
            help={words.apiKeySecretHelp}
            isStored={model.server.value?.hasApiKeySecret}
          />
          <Calls model={model} />
          <fieldset>
            <legend>{words.recording}</legend>
            <CheckField {...model.at('recordCalls')} label={words.recordCalls} help={words.recordCallsHelp} />
            <TextField
              {...model.at('recordingNotice')}
              label={words.recordingNotice}
              help={words.recordingNoticeHelp}
              rows={2}
            />
          </fieldset>
        </>
      )}
    </SavedForm>
    <StateCard model={model} />
  </>
);
