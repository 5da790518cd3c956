import { type Amd, amdOf } from '../calls/amd.ts';
import { callbackUrl, type Form, type FormRules, integer, oneOf } from './form.ts';

const DETECTION: FormRules = {
  MachineDetection: oneOf('Enable', 'DetectMessageEnd'),
  MachineDetectionTimeout: integer(3, 59, 21216),
  MachineDetectionSpeechThreshold: integer(1000, 6000),
  MachineDetectionSpeechEndThreshold: integer(500, 5000),
  MachineDetectionSilenceTimeout: integer(2000, 10_000),
};

export const CALL_AMD: FormRules = {
  ...DETECTION,
  AsyncAmd: oneOf('true', 'false'),
  AsyncAmdStatusCallback: callbackUrl,
  AsyncAmdStatusCallbackMethod: oneOf('POST'),
};

export const PARTICIPANT_AMD: FormRules = {
  ...DETECTION,
  AmdStatusCallback: callbackUrl,
  AmdStatusCallbackMethod: oneOf('POST'),
};

export const amdOfCall = (form: Form): Amd | undefined => amdOf(name => form.text(name));

export const amdOfParticipant = (form: Form): Amd | undefined =>
  amdOf(name => form.text(name === 'AsyncAmdStatusCallback' ? 'AmdStatusCallback' : name), 'background');
