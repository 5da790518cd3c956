// The page: finds phone numbers and turns them into call buttons. Registered at run time, for allowed sites.
import '../pages/highlight.css';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { keepWhileAlive } from '../pages/alive.ts';
import { country } from '../pages/country.ts';
import { startPage } from '../pages/highlight.ts';

export default defineContentScript({
  registration: 'runtime',
  main: async () => {
    const region = await country();
    // Runs even when there is nothing to look for: it replaces an older copy that may have added buttons.
    keepWhileAlive(() => (region === null ? () => {} : startPage(region)));
  },
});
