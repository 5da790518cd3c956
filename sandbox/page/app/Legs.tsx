import { signal } from '@preact/signals';
import type { LiveLeg } from '../../carrier/control/live.ts';
import { ask } from './ask.ts';
import { listenTo, stopListening } from './audio.ts';
import { listeningTo, live } from './state.ts';
import { clock, pretty, short, statusOf } from './words.ts';

const before = new Map<string, { said: number; heard: number }>();

/** The volume of each direction since the last poll. */
const loudness = (leg: LiveLeg) => {
  const last = before.get(leg.sid) ?? leg;
  before.set(leg.sid, { said: leg.said, heard: leg.heard });
  const of = (energy: number) => Math.min(1, Math.sqrt(Math.max(0, energy) / 2));
  return { said: of(leg.said - last.said), heard: of(leg.heard - last.heard) };
};

const keysFor = signal<string | undefined>(undefined);

const Keypad = ({ sid }: { sid: string }) => (
  <fieldset class="keys">
    <legend class="hidden">Press keys as this person</legend>
    {[...'123456789*0#'].map(key => (
      <button key={key} type="button" onClick={() => ask(`/sandbox/calls/${sid}/press`, { digits: key })}>
        {key}
      </button>
    ))}
  </fieldset>
);

const Meter = ({ label, value }: { label: string; value: number }) => (
  <span class="level">
    {label}
    <meter min={0} max={1} value={value} aria-label={label} />
  </span>
);

const Acts = ({ leg }: { leg: LiveLeg }) => {
  const isHeard = listeningTo.value === leg.sid;
  const talks = leg.status === 'in-progress';
  return (
    <div class="acts">
      {talks && (
        <button
          type="button"
          aria-pressed={isHeard}
          onClick={() => (isHeard ? stopListening() : listenTo(leg.sid))}
        >
          {isHeard ? 'Stop listening' : 'Listen'}
        </button>
      )}
      {talks && leg.kind === 'pstn' && (
        <button
          type="button"
          aria-expanded={keysFor.value === leg.sid}
          onClick={() => (keysFor.value = keysFor.value === leg.sid ? undefined : leg.sid)}
        >
          Keys
        </button>
      )}
      {leg.kind === 'pstn' && (talks || leg.direction === 'inbound') && (
        <button type="button" class="bad" onClick={() => ask(`/sandbox/calls/${leg.sid}/hang-up`)}>
          Hang up
        </button>
      )}
      {leg.kind === 'client' && (
        <button type="button" onClick={() => ask(`/sandbox/calls/${leg.sid}/drop-socket`)}>
          Cut socket
        </button>
      )}
    </div>
  );
};

const place = (leg: LiveLeg): string =>
  [leg.room && `in ${leg.room}`, leg.held && 'held', leg.muted && 'muted'].filter(Boolean).join(', ');

const Card = ({ leg, now }: { leg: LiveLeg; now: number }) => {
  const { said, heard } = loudness(leg);
  const since = leg.answeredAt ?? leg.createdAt;
  return (
    <li class="leg" data-status={leg.status} data-sid={leg.sid}>
      <div class="who">
        <strong>
          {pretty(leg.from)} <span aria-hidden="true">→</span>
          <span class="hidden"> calls </span> {pretty(leg.to) || 'the application'}
        </strong>
        <span class="badge">{statusOf(leg.status)}</span>
      </div>
      <p class="more">
        {leg.kind === 'client' ? 'a device' : (leg.persona ?? 'a telephone')} ·{' '}
        {clock((leg.endedAt ?? now) - since)}
        {place(leg) && ` · ${place(leg)}`} · <code>{short(leg.sid)}</code>
      </p>
      {!leg.endedAt && (
        <>
          {leg.answeredAt !== undefined && (
            <div class="levels">
              <Meter label="says" value={said} />
              <Meter label="hears" value={heard} />
            </div>
          )}
          <Acts leg={leg} />
          {keysFor.value === leg.sid && <Keypad sid={leg.sid} />}
        </>
      )}
    </li>
  );
};

/** All legs: the live ones first, then the ones that are over. */
export const Legs = () => {
  const { legs = [], now = 0 } = live.value ?? {};
  const running = legs.filter(leg => leg.endedAt === undefined);
  const over = legs.filter(leg => leg.endedAt !== undefined);
  return (
    <section class="legs" aria-labelledby="legs">
      <h2 id="legs">Calls</h2>
      {running.length === 0 && (
        <p class="empty">No call is under way. Place one on the left, or dial from your application.</p>
      )}
      <ul>
        {running.map(leg => (
          <Card key={leg.sid} leg={leg} now={now} />
        ))}
      </ul>
      {over.length > 0 && (
        <details>
          <summary>{over.length === 1 ? 'The last call' : `The last ${over.length} calls`}</summary>
          <ul>
            {over.map(leg => (
              <Card key={leg.sid} leg={leg} now={now} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};
