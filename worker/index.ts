// The Worker: what answers, and the Durable Objects it owns.
import { app } from './app.ts';

export { LiveCall } from './calls/LiveCall.ts';
export { Switchboard } from './presence/Switchboard.ts';

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
