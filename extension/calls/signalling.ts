/**
 * The Voice SDK's signalling socket, by its private names (2.18.5). With its public API, the SDK opens the socket
 * only on the first connect and never reports whether it is up. We open it early so that no click has to wait for it.
 */
type Stream = { readonly on: (event: string, told: () => void) => unknown };

const isStream = (value: unknown): value is Stream =>
  typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function';

export type SignallingEvents = {
  /** True once the carrier has accepted the token; false when the line is lost, and after each failed attempt. */
  readonly onLine: (up: boolean) => void;
  /** The carrier closed the socket for good: this device does not reopen it automatically. */
  readonly onClosed: () => void;
};

export const openSignalling = (device: object, { onLine, onClosed }: SignallingEvents): void => {
  const setUp: unknown = Reflect.get(device, '_setupStream');
  if (typeof setUp === 'function') {
    const opened: unknown = Reflect.apply(setUp, device, []);
    if (opened instanceof Promise) opened.catch(() => undefined);
  }
  const stream: unknown = Reflect.get(device, '_stream');
  // A line that cannot be watched must not block a call: the connect shows whether it works.
  if (!isStream(stream)) {
    onLine(true);
    return;
  }
  stream.on('connected', () => onLine(true));
  stream.on('transportClose', () => onLine(false));
  stream.on('offline', () => onLine(false));
  stream.on('close', onClosed);
};
