/**
 * The Voice SDK's signalling socket, by its private names (2.18.5). Publicly the SDK opens it on the first connect only,
 * and never says whether it is up; opened ahead, no click waits for it.
 */
type Stream = { readonly on: (event: string, told: () => void) => unknown };

const isStream = (value: unknown): value is Stream =>
  typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function';

export type SignallingEvents = {
  /** Up once the carrier has taken the token; down at each failed attempt too. */
  readonly onLine: (up: boolean) => void;
  /** The carrier closed it for good: this device does not open it again by itself. */
  readonly onClosed: () => void;
};

export const openSignalling = (device: object, { onLine, onClosed }: SignallingEvents): void => {
  const setUp: unknown = Reflect.get(device, '_setupStream');
  if (typeof setUp === 'function') {
    const opened: unknown = Reflect.apply(setUp, device, []);
    if (opened instanceof Promise) opened.catch(() => undefined);
  }
  const stream: unknown = Reflect.get(device, '_stream');
  // A line that cannot be watched is not in the way of a call: a connect finds out.
  if (!isStream(stream)) {
    onLine(true);
    return;
  }
  stream.on('connected', () => onLine(true));
  stream.on('transportClose', () => onLine(false));
  stream.on('offline', () => onLine(false));
  stream.on('close', onClosed);
};
