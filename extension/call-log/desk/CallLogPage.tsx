import { useEffect } from 'preact/hooks';
import type { LoggedCall } from '../../../shared/call-log/contract.ts';
import { MemberId } from '../../../shared/ids.ts';
import { shownNumber, timer } from '../../calls/panel/format.ts';
import { directionWord, rowReason } from '../../calls/panel/words.ts';
import { Loadable } from '../../ui/Loadable.tsx';
import { TableWrap } from '../../ui/TableWrap.tsx';
import type { CallLog } from './model.ts';
import { words } from './words.ts';

const when = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

const Row = ({ call, country }: { call: LoggedCall; country: string }) => (
  <tr>
    <td>
      <time dateTime={new Date(call.at).toISOString()}>{when(call.at)}</time>
    </td>
    <td>
      <bdi>{call.member.name}</bdi>
    </td>
    <td>
      <p class="row-name">
        <bdi>{call.contact.name ?? words.unknown}</bdi>
      </p>
      <p class="fine">
        {call.contact.company && (
          <>
            <bdi>{call.contact.company}</bdi> ·{' '}
          </>
        )}
        <bdi>{shownNumber(call.number, country)}</bdi> {words.from(shownNumber(call.ours, country))}
      </p>
    </td>
    <td>
      {rowReason(call)}
      <p class="fine">{directionWord[call.direction]}</p>
    </td>
    <td class="number">{call.talkSeconds === null ? '–' : timer(call.talkSeconds * 1000)}</td>
  </tr>
);

const Filters = ({ log }: { log: CallLog }) => (
  <div class="fields">
    <label>
      {words.who}
      <select
        value={log.who.value}
        onChange={event => void log.ofWhom(MemberId.safeParse(event.currentTarget.value).data ?? '')}
      >
        <option value="">{words.everybody}</option>
        {log.members.value.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
    <label>
      {words.find}
      <input
        type="search"
        value={log.find.value}
        onInput={event => void log.search(event.currentTarget.value)}
      />
    </label>
  </div>
);

/** The workspace's calls, for who may see them (F045, F057). */
export const CallLogPage = ({ log, country }: { log: CallLog; country: string }) => {
  useEffect(() => void log.load(), [log]);
  const isFiltered = log.who.value !== '' || log.find.value !== '';
  return (
    <section class="card wide" aria-labelledby="calls-title">
      <div>
        <h1 id="calls-title">{words.title}</h1>
        <p class="fine">{words.intro}</p>
      </div>
      <Filters log={log} />
      <Loadable
        value={log.calls.value}
        trouble={log.trouble.value}
        loading={words.loading}
        onAgain={log.load}
      >
        {calls =>
          calls.length === 0 ? (
            <p role="status">{isFiltered ? words.noMatch : words.none}</p>
          ) : (
            <TableWrap label={words.table}>
              <table class="audit" aria-busy={log.isBusy.value}>
                <thead>
                  <tr>
                    <th scope="col">{words.when}</th>
                    <th scope="col">{words.rep}</th>
                    <th scope="col">{words.contact}</th>
                    <th scope="col">{words.outcome}</th>
                    <th scope="col" class="number">
                      {words.talk}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {calls.map(call => (
                    <Row key={call.id} call={call} country={country} />
                  ))}
                </tbody>
              </table>
            </TableWrap>
          )
        }
      </Loadable>
      {log.hasMore.value && (
        <div class="acts">
          <button
            type="button"
            class="button"
            aria-disabled={log.isBusy.value}
            onClick={() => void log.more()}
          >
            {words.more}
          </button>
        </div>
      )}
    </section>
  );
};
