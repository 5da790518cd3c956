// The page: finds phone numbers and turns them into call buttons. Registered at run time, for the sites that are on.
import '../pages/highlight.css';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { keepWhileAlive } from '../pages/alive.ts';
import { country } from '../pages/country.ts';
import { startPage } from '../pages/highlight.ts';

export default defineContentScript({
  registration: 'runtime',
  main: async () => {
    const region = await country();
    // Also where nothing is to be found: it takes the place of a copy that found something.
    keepWhileAlive(() => (region === null ? () => {} : startPage(region)));
  },
});
