// The page: finds phone numbers and turns them into call buttons. Registered at run time, for allowed sites.
import '../pages/highlight.css';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { send } from '../messages.ts';
import { keepWhileAlive } from '../pages/alive.ts';
import { country } from '../pages/country.ts';
import { startPage } from '../pages/highlight.ts';
import { watchActivity } from '../presence/activity.ts';

// An extension that was just updated no longer answers this page; its new copy does.
const sayActive = (): void => void send('background', 'presence.active', {}).catch(() => undefined);

export default defineContentScript({
  registration: 'runtime',
  main: async () => {
    const region = await country();
    // Runs even when there is nothing to look for: it replaces an older copy that may have added buttons.
    keepWhileAlive(() => {
      if (region === null) return () => {};
      const stops = [startPage(region), watchActivity(sayActive, Date.now)];
      return () => {
        for (const stop of stops) stop();
      };
    });
  },
});
