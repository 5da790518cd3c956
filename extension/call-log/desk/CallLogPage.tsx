import { useEffect } from 'preact/hooks';
import type { LoggedCall } from '../../../shared/call-log/contract.ts';
import { shownNumber, timer } from '../../calls/panel/format.ts';
import { directionWord, rowReason } from '../../calls/panel/words.ts';
import { FieldRow } from '../../ui/form/Form.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { Loadable } from '../../ui/Loadable.tsx';
import { More } from '../../ui/More.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { TableWrap } from '../../ui/TableWrap.tsx';
import type { CallLog } from './model.ts';
import { RecordingCell, RecordingRow } from './Recording.tsx';
import { words } from './words.ts';

const when = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

const Row = ({ log, call, country }: { log: CallLog; call: LoggedCall; country: string }) => {
  const who = call.contact.name ?? shownNumber(call.number, country);
  return (
    <>
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
        <td>
          <RecordingCell player={log.player} call={call} who={who} />
        </td>
      </tr>
      <RecordingRow player={log.player} call={call} who={who} />
    </>
  );
};

const Filters = ({ log }: { log: CallLog }) => (
  <FieldRow>
    <SelectField
      label={words.who}
      value={log.who.value}
      onValue={who => void log.ofWhom(who)}
      options={[
        ['', words.everybody] as const,
        ...log.members.value.map(({ id, name }) => [id, name] as const),
      ]}
    />
    <TextField
      label={words.find}
      type="search"
      value={log.find.value}
      onValue={text => void log.search(text)}
    />
  </FieldRow>
);

// A recording is usually available within seconds of the end of its call.
const REFRESH_MS = 3_000;
const LONGEST_REFRESH_MS = 60_000;

/** The workspace's calls, for members who may see them (F045, F057). */
export const CallLogPage = ({ log, country }: { log: CallLog; country: string }) => {
  useEffect(() => {
    void log.load();
    return log.player.close;
  }, [log]);
  const isComing = log.isComing.value;
  useEffect(() => {
    if (!isComing) return;
    let timerId: ReturnType<typeof setTimeout>;
    let isLeft = false;
    const wait = (ms: number): void => {
      if (isLeft) return;
      timerId = setTimeout(async () => {
        await log.refresh();
        wait(Math.min(ms * 2, LONGEST_REFRESH_MS));
      }, ms);
    };
    wait(REFRESH_MS);
    return () => {
      isLeft = true;
      clearTimeout(timerId);
    };
  }, [log, isComing]);
  const isFiltered = log.who.value !== '' || log.find.value !== '';
  return (
    <PageCard id="calls-title" title={words.title} intro={words.intro}>
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
                    <th scope="col">{words.recording}</th>
                  </tr>
                </thead>
                <tbody>
                  {calls.map(call => (
                    <Row key={call.id} log={log} call={call} country={country} />
                  ))}
                </tbody>
              </table>
            </TableWrap>
          )
        }
      </Loadable>
      {log.hasMore.value && (
        <div class="acts">
          <More
            label={words.more}
            isBusy={log.isBusy.value}
            count={log.calls.value?.length ?? 0}
            onMore={() => void log.more()}
          />
        </div>
      )}
    </PageCard>
  );
};
