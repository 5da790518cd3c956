import type { CallContact } from '../../../shared/calls/contract.ts';
import type { Match, NumberField } from './number-field.ts';
import { words } from './words.ts';

export const ContactName = ({ contact }: { contact: CallContact }) => (
  <>
    {contact.name ? <bdi class="strong">{contact.name}</bdi> : <span>{words.noName}</span>}
    {contact.company && (
      <>
        {' · '}
        <bdi>{contact.company}</bdi>
      </>
    )}
  </>
);

const Who = ({ match }: { match: Match }) => {
  switch (match.status) {
    case 'known':
      return <ContactName contact={match.contact} />;
    case 'unknown':
      return <>{words.notKnown}</>;
    case 'failed':
      return <>{words.lookUpFailed}</>;
    case 'pasted_several':
      return <>{words.pastedSeveral}</>;
    case 'pasted_none':
      return <>{words.pastedNone}</>;
    case 'none':
    case 'asking':
      return null;
  }
};

/** Who the typed number belongs to. The line is always present, so nothing moves when the name arrives. */
export const MatchLine = ({ field }: { field: NumberField }) => (
  <p class="match" id="match" aria-live="polite">
    <Who match={field.match.value} />
  </p>
);
