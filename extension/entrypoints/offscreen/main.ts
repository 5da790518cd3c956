// The phone: it lives as long as the rep is on duty, and survives the background, the panel and every page.
import '../../calls/sandbox-socket.ts';
import { startPhone } from '../../presence/offscreen.ts';

startPhone();
