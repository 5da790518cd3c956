import { useEffect, useMemo } from 'preact/hooks';
import type { LoggedCall } from '../../../shared/call-log/contract.ts';
import { directionWord, rowReason } from '../../calls/panel/words.ts';
import { FieldRow } from '../../ui/form/Form.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { repDates } from '../../ui/format/dates.ts';
import { timer } from '../../ui/format/durations.ts';
import { shownNumber } from '../../ui/format/phone-numbers.ts';
import { Empty } from '../../ui/list/Empty.tsx';
import { type Column, TableList } from '../../ui/list/TableList.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import type { CallLog } from './model.ts';
import { OpenRecording, RecordingCell } from './Recording.tsx';
import { words } from './words.ts';

const numberOf = ({ number, address }: LoggedCall, country: string): string =>
  number ? shownNumber(number, country) : (address ?? words.withheld);

const Contact = ({ call, country }: { call: LoggedCall; country: string }) => (
  <>
    <p class="row-name">
      <bdi>{call.contact?.name ?? call.callerName ?? words.unknown}</bdi>
    </p>
    <p class="fine">
      {call.contact?.company && (
        <>
          <bdi>{call.contact.company}</bdi> ·{' '}
        </>
      )}
      <bdi>{numberOf(call, country)}</bdi> {words.ours[call.direction](shownNumber(call.ours, country))}
      {call.forwardedTo && `, ${words.forwardedTo(shownNumber(call.forwardedTo, country))}`}
    </p>
  </>
);

const columnsOf = (log: CallLog, country: string): readonly Column<LoggedCall>[] => [
  {
    title: words.when,
    width: '17%',
    cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{repDates().dayAndTime(at)}</time>,
  },
  { title: words.rep, width: '15%', cell: ({ member }) => <bdi>{member?.name ?? '–'}</bdi> },
  { title: words.contact, cell: call => <Contact call={call} country={country} /> },
  {
    title: words.outcome,
    width: '14%',
    cell: call => (
      <>
        {rowReason(call)}
        <p class="fine">{directionWord[call.direction]}</p>
      </>
    ),
  },
  {
    title: words.talk,
    width: '72px',
    isNumber: true,
    cell: ({ talkSeconds }) => (talkSeconds === null ? '–' : timer(talkSeconds * 1000)),
  },
  {
    title: words.recording,
    width: '18%',
    cell: call => <RecordingCell player={log.player} call={call} who={whoOf(call, country)} />,
  },
];

const whoOf = (call: LoggedCall, country: string): string =>
  call.contact?.name ?? call.callerName ?? numberOf(call, country);

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

const useComing = (log: CallLog) => {
  const isComing = log.isComing.value;
  useEffect(() => {
    if (!isComing) return;
    let timerId: ReturnType<typeof setTimeout>;
    let isLeft = false;
    const wait = (ms: number): void => {
      if (isLeft) return;
      timerId = setTimeout(async () => {
        await log.list.refresh();
        wait(Math.min(ms * 2, LONGEST_REFRESH_MS));
      }, ms);
    };
    wait(REFRESH_MS);
    return () => {
      isLeft = true;
      clearTimeout(timerId);
    };
  }, [log, isComing]);
};

/** The workspace's calls, for members who may see them (F045, F057). */
export const CallLogPage = ({ log, country }: { log: CallLog; country: string }) => {
  useEffect(() => {
    void log.list.load();
    return log.player.close;
  }, [log]);
  useComing(log);
  const columns = useMemo(() => columnsOf(log, country), [log, country]);
  return (
    <PageCard id="calls-title" title={words.title} intro={words.intro} isRoomy>
      <Filters log={log} />
      <TableList
        list={log.list}
        label={words.table}
        columns={columns}
        open={log.openCall.value}
        below={call => <OpenRecording player={log.player} who={whoOf(call, country)} />}
        loading={words.loading}
        empty={
          <Empty title={log.isFiltered.value ? words.noMatch : words.none}>
            <p class="fine">{log.isFiltered.value ? words.noMatchNext : words.noneNext}</p>
          </Empty>
        }
      />
    </PageCard>
  );
};
