import { signal } from '@preact/signals';
import type { Live } from '../../carrier/control/live.ts';
import { live } from './state.ts';
import { timeOfDay } from './words.ts';

type Row = {
  readonly key: string;
  readonly at: number;
  readonly kind: 'webhook' | 'request' | 'fault';
  readonly title: string;
  readonly path: string;
  readonly outcome: string;
  readonly isBad: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly reply: string | undefined;
  readonly acts: readonly string[];
};

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

const rowsOf = ({ webhooks, requests, faults }: Live): Row[] => {
  const hooks = webhooks.map((hook): Row => {
    const outcome = hook.attempts.at(-1)?.outcome;
    return {
      key: `w${hook.at} ${hook.url} ${hook.event} ${hook.params.CallSid ?? ''}`,
      at: hook.at,
      kind: 'webhook',
      title: hook.event || (hook.kind === 'twiml' ? 'asks for TwiML' : hook.kind),
      path: pathOf(hook.url),
      outcome:
        hook.attempts.length === 0
          ? '…'
          : `${outcome}${hook.attempts.length > 1 ? ` ×${hook.attempts.length}` : ''}`,
      isBad: typeof outcome === 'string' || Number(outcome) >= 400,
      params: hook.params,
      reply: hook.reply,
      acts: hook.acts,
    };
  });
  const asked = requests.map(
    (request): Row => ({
      key: `r${request.at} ${request.method} ${request.path}`,
      at: request.at,
      kind: 'request',
      title: `${request.method} ${request.path.split('/').slice(4).join('/')}`,
      path: request.path,
      outcome:
        request.code === undefined ? String(request.status ?? '…') : `${request.status} · ${request.code}`,
      isBad: request.code !== undefined,
      params: request.params,
      reply: undefined,
      acts: request.act ? [request.act] : [],
    }),
  );
  const wrong = faults.map(
    (fault): Row => ({
      key: `f${fault.at} ${fault.code} ${fault.callSid}`,
      at: fault.at,
      kind: 'fault',
      title: fault.message,
      path: fault.callSid ?? '',
      outcome: String(fault.code),
      isBad: true,
      params: {},
      reply: undefined,
      acts: [],
    }),
  );
  // Events of one kind at the same moment are distinguished by their order.
  const seen = new Map<string, number>();
  const told = (row: Row): Row => {
    const nth = seen.get(row.key) ?? 0;
    seen.set(row.key, nth + 1);
    return { ...row, key: `${row.key} ${nth}` };
  };
  return [...hooks, ...asked, ...wrong].map(told).sort((a, b) => b.at - a.at);
};

const KINDS = ['all', 'webhook', 'request', 'fault'] as const;
const NAMES = { all: 'Everything', webhook: 'Webhooks', request: 'Requests', fault: 'Faults' } as const;
const shown = signal<(typeof KINDS)[number]>('all');
const text = signal('');

const matches = (row: Row): boolean => {
  if (shown.value !== 'all' && row.kind !== shown.value) return false;
  const wanted = text.value.trim().toLowerCase();
  if (wanted === '') return true;
  return [row.title, row.path, row.outcome, ...Object.values(row.params)].some(part =>
    part.toLowerCase().includes(wanted),
  );
};

const Event = ({ row }: { row: Row }) => (
  <li class="event" data-kind={row.kind} data-bad={row.isBad}>
    <details>
      <summary>
        <time>{timeOfDay(row.at)}</time>
        <span class="title">{row.title}</span>
        <span class="outcome">{row.outcome}</span>
        {row.acts.length > 0 && <span class="act">{row.acts.join(', ')}</span>}
      </summary>
      <p class="path">{row.path}</p>
      <dl>
        {Object.entries(row.params)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {row.reply !== undefined && row.reply !== '' && (
        <>
          <p class="path">The application answered</p>
          <pre>{row.reply}</pre>
        </>
      )}
    </details>
  </li>
);

/** All webhooks, requests and faults, newest first. */
export const Events = () => {
  const rows = live.value ? rowsOf(live.value) : [];
  const found = rows.filter(matches);
  return (
    <section class="events" aria-labelledby="events">
      <h2 id="events">What went over the wire</h2>
      <div class="filters">
        <fieldset>
          <legend class="hidden">Show</legend>
          {KINDS.map(kind => (
            <label key={kind}>
              <input
                type="radio"
                name="kind"
                checked={shown.value === kind}
                onChange={() => (shown.value = kind)}
              />
              {NAMES[kind]}
            </label>
          ))}
        </fieldset>
        <input
          type="search"
          aria-label="Find in events"
          placeholder="Find a number, a SID, an event"
          value={text.value}
          onInput={event => (text.value = event.currentTarget.value)}
        />
      </div>
      {found.length === 0 && (
        <p class="empty">
          {rows.length === 0
            ? 'Nothing yet. Webhooks and requests appear here as they happen.'
            : 'Nothing matches.'}
        </p>
      )}
      <ol>
        {found.map(row => (
          <Event key={row.key} row={row} />
        ))}
      </ol>
    </section>
  );
};
