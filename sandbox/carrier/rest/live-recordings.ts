import { isOver } from '../calls/call.ts';
import { recordCall } from '../recordings/recorder.ts';
import type { Recording } from '../recordings/recording.ts';
import { conferenceBySid } from './conferences.ts';
import { type FormRules, oneOf, readForm } from './form.ts';
import { CHANNELS, recordHowOf, recordRules, TRACKS, TRIM } from './record-how.ts';
import { recordingJson, recordingsOf } from './recordings.ts';
import { notFound, type RestResult, refuse, reply } from './reply.ts';
import type { RestRequest } from './routes.ts';

const CREATE: FormRules = { ...recordRules(), ...TRACKS, ...CHANNELS, ...TRIM };
const UPDATE: FormRules = {
  Status: oneOf('in-progress', 'paused', 'stopped'),
  PauseBehavior: oneOf('skip', 'silence'),
};

/** Records a call in progress. */
export const createRecording = (request: RestRequest): RestResult => {
  const { network, ids } = request;
  const call = network.calls.get(ids.call ?? '');
  if (!call) return notFound(request.path);
  const form = readForm(request.form, CREATE);
  if (!form.ok) return form;
  if (call.answeredAt === undefined || isOver(call)) {
    return refuse(21220, 'Requested resource is not eligible for recording');
  }
  const recording = recordCall(network, call, recordHowOf(form.value, false), 'StartCallRecordingAPI');
  return reply(recordingJson(network.account, recording), 201);
};

/** The recording with that SID, or the one in progress. */
const find = (request: RestRequest): Recording | undefined => {
  const { ids } = request;
  const all = recordingsOf(request);
  if (ids.recording !== 'Twilio.CURRENT') return all.find(({ sid }) => sid === ids.recording);
  return all.find(({ live }) => live !== undefined);
};

/** Pauses, resumes or stops a recording of a call or of a conference. */
export const updateRecording = (request: RestRequest): RestResult => {
  if (request.ids.conference !== undefined && !conferenceBySid(request)) return notFound(request.path);
  const recording = find(request);
  if (!recording) return notFound(request.path);
  const form = readForm(request.form, UPDATE);
  if (!form.ok) return form;
  const status = form.value.text('Status');
  if (status === undefined) return refuse(20001, 'Status parameter is required.');
  if (!recording.live) return refuse(21220, `Recording is ${recording.status}. It cannot be changed.`);
  if (status === 'paused') {
    recording.live.pause(form.value.text('PauseBehavior') === 'skip' ? 'skip' : 'silence');
  } else if (status === 'in-progress') recording.live.resume();
  else recording.live.stop();
  return reply(recordingJson(request.network.account, recording));
};
