/** `1:05`, from milliseconds. */
export const clock = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** The time of day, with milliseconds. */
export const timeOfDay = (at: number): string => {
  const date = new Date(at);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map(part =>
    String(part).padStart(2, '0'),
  );
  return `${parts.join(':')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
};

/** A phone number in reading format; any other address stays as it is. */
export const pretty = (address: string): string => {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(address);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : address.replace(/^client:/, '');
};

export const short = (sid: string): string => `${sid.slice(0, 2)}…${sid.slice(-4)}`;

const STATUS: Readonly<Record<string, string>> = {
  queued: 'waiting',
  ringing: 'ringing',
  'in-progress': 'talking',
  completed: 'ended',
  busy: 'busy',
  failed: 'failed',
  'no-answer': 'no answer',
  canceled: 'cancelled',
};
export const statusOf = (status: string): string => STATUS[status] ?? status;
