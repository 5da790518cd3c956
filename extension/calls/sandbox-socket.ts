/**
 * The Voice SDK takes the WebSocket constructor once, when its module is evaluated, and always dials wss://.
 * This module must be evaluated before the SDK. Connections to hosts of the reserved TLD `.invalid` that were
 * registered with `redirectSignalling` go to a socket on this machine instead; all others use the native WebSocket.
 */
const targets = new Map<string, string>();

const isLoopback = (url: URL): boolean =>
  url.protocol === 'ws:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);

/** Only the token of a sandbox account names a host. Anything but `.invalid` → loopback is refused. */
export const redirectSignalling = (host: string, target: string): void => {
  if (!host.endsWith('.invalid') || !isLoopback(new URL(target))) {
    throw new Error(`A sandbox's signalling stays on this machine: ${host} may not lead to ${target}.`);
  }
  targets.set(host, target);
};

const placeOf = (url: string | URL): string | URL => {
  if (targets.size === 0) return url;
  return targets.get(new URL(url, location.href).host) ?? url;
};

globalThis.WebSocket = class extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(placeOf(url), protocols);
  }
};
