// The phone: it runs as long as the rep is on duty, and outlives the background, the panel and every page.
import '../../calls/sandbox-socket.ts';
import { startPhone } from '../../presence/offscreen.ts';

startPhone();
