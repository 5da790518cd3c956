/** The TwiML application of a workspace: exactly one, whose webhooks go to this Worker. */
import type { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import { fallbackUrl, voiceUrl } from '../callback-urls.ts';
import type { RestForm, Setup } from '../twilio/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { problemOf } from './look-at-account.ts';

type Ensured = { readonly appSid: string } | { readonly problem: SetupProblem };

const SILENT: SetupProblem = { kind: 'carrier_silent' };

/**
 * The application's name. It is found again by this name if the answer to its creation was lost, so that no second
 * one is created.
 */
const nameOf = ({ id }: Workspace): string => `Ringside ${id}`;

const wantedForm = async (env: Env, workspace: Workspace) => ({
  FriendlyName: nameOf(workspace),
  VoiceUrl: voiceUrl(env, workspace.webhookKey),
  VoiceMethod: 'POST',
  VoiceFallbackUrl: await fallbackUrl(env, workspace.webhookKey),
  VoiceFallbackMethod: 'POST',
});

const mend = async (
  setup: Setup,
  app: {
    readonly sid: string;
    readonly voice_url?: string | null;
    readonly voice_fallback_url?: string | null;
  },
  wanted: RestForm,
): Promise<Ensured> => {
  if (app.voice_url === wanted.VoiceUrl && app.voice_fallback_url === wanted.VoiceFallbackUrl)
    return { appSid: app.sid };
  const outcome = await setup.updateApplication(app.sid, wanted);
  const problem = problemOf(outcome);
  return problem ? { problem } : { appSid: app.sid };
};

/** Finds the application by its stored SID, then by its name; creates it if it is missing; corrects its addresses. */
export const ensureApplication = async (
  env: Env,
  setup: Setup,
  workspace: Workspace,
  appSid: string | undefined,
): Promise<Ensured> => {
  const wanted = await wantedForm(env, workspace);
  if (appSid) {
    const known = await setup.application(appSid);
    if (known.kind === 'done') return mend(setup, known.value, wanted);
    if (known.kind !== 'refused' || known.status !== 404) return { problem: problemOf(known) ?? SILENT };
  }
  const named = await setup.applicationsNamed(nameOf(workspace));
  if (named.kind !== 'done') return { problem: problemOf(named) ?? SILENT };
  const [found] = named.value.applications;
  if (found) return mend(setup, found, wanted);
  const made = await setup.createApplication(wanted);
  return made.kind === 'done' ? { appSid: made.value.sid } : { problem: problemOf(made) ?? SILENT };
};
