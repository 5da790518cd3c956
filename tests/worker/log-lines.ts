/** The log of the Worker under test since the test began. */
import { logTo } from '../../worker/log.ts';

let lines: string[] = [];

/** The lines as the Worker would write them. */
export const logText = (): readonly string[] => lines;

/** The fields of every line with that event. */
export const logged = (event: string): readonly Record<string, unknown>[] =>
  lines.map(line => JSON.parse(line) as Record<string, unknown>).filter(line => line.event === event);

export const collectLog = (): void => {
  lines = [];
  logTo((_level, line) => void lines.push(line));
};

/** Lines that help to see why a test failed. */
export const troubleLogged = (): readonly string[] => lines.filter(line => !line.includes('"level":"info"'));
