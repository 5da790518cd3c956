// Files share a process: what one of them showed or replaced is gone before the next.
import { vi } from 'vitest';
import { toasts } from '../../extension/ui/toasts/toasts.ts';

vi.unstubAllGlobals();
vi.useRealTimers();
toasts.clear();
