/** Limits a session's frames: each may cost a write. Counted in memory: no frames arrive during hibernation. */
import type { SessionId } from '../../shared/ids.ts';

// A phone that reconnects sends what it could not send before, 50 frames at most.
const MOST_FRAMES = 120;
const WINDOW_MS = 10_000;

export class FrameLimit {
  readonly #said = new Map<SessionId, { from: number; frames: number }>();

  /** Counts a frame; false when it is one too many. */
  takes(sessionId: SessionId, now: number): boolean {
    const said = this.#said.get(sessionId);
    if (said && now - said.from < WINDOW_MS) {
      said.frames += 1;
      return said.frames <= MOST_FRAMES;
    }
    for (const [each, { from }] of this.#said) if (now - from >= WINDOW_MS) this.#said.delete(each);
    this.#said.set(sessionId, { from: now, frames: 1 });
    return true;
  }
}
