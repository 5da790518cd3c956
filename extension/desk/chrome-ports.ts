import type { RouterPorts } from './router.ts';

export const chromePorts = (): RouterPorts => ({
  read: () => location.hash.slice(1),
  write: address => history.replaceState(null, '', `#${address}`),
  onChange: changed => addEventListener('hashchange', changed),
  onClose: isToAsk =>
    addEventListener('beforeunload', event => {
      if (isToAsk()) event.preventDefault();
    }),
});
