import type { SignIn } from '../../desk/section.ts';
import type { Connect } from './model.ts';

/** What the desk shows until somebody is signed in. */
export const signIn = (connect: Connect): SignIn => ({
  session: connect.session,
  load: connect.load,
  loadPage: async () => (await import('./open-sign-in.tsx')).openSignIn(connect),
});
