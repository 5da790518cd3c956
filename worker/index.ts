// The Worker: its handlers, and the Durable Objects it owns.
import { app } from './app.ts';
import { queue } from './queue.ts';
import { scheduled } from './scheduled.ts';

export { LiveCall } from './calls/index.ts';
export { Switchboard } from './presence/index.ts';

export default { fetch: app.fetch, queue, scheduled } satisfies ExportedHandler<Env>;
