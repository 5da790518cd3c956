// The page: finds phone numbers and turns them into call buttons. Registered at run time, for the sites that are on.
import '../pages/highlight.css';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { keepWhileAlive } from '../pages/alive.ts';
import { startPage } from '../pages/highlight.ts';

const REGION = 'US';

export default defineContentScript({
  registration: 'runtime',
  main: () => keepWhileAlive(() => startPage(REGION)),
});
