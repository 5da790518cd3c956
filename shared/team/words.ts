/** Every word about signing in that the Worker says. */
import type { RefusalOf } from '../endpoint.ts';
import type { changeRole, invite, signIn } from './contract.ts';

export const signInRefusalWords = (refusal: RefusalOf<typeof signIn>): string =>
  refusal.reason === 'code_not_valid'
    ? 'This setup code does not work: it is mistyped, used or too old. Ask your admin for a new one.'
    : `Too many tries. Wait ${refusal.retryAfterSeconds} seconds, then try again.`;

export const inviteRefusalWords = ({ reason }: RefusalOf<typeof invite>): string =>
  reason === 'already_member'
    ? 'Somebody with this e-mail address is a member already. Make a new code for them instead.'
    : aboveYouWords();

export const aboveYouWords = (): string => 'Only an owner may do this. Ask an owner of your workspace.';

const KEPT = {
  above_you: aboveYouWords(),
  yourself: 'You cannot do this to yourself. Ask another owner or admin.',
  last_owner: 'A workspace needs an owner. Make somebody else an owner first.',
} as const;
export const keptWords = ({ reason }: RefusalOf<typeof changeRole>): string => KEPT[reason];
