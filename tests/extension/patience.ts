// The same patience for queries on a screen (tests/patience.ts).
import { PATIENCE_MS } from '../patience-ms.ts';

if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/preact');
  configure({ asyncUtilTimeout: PATIENCE_MS });
}
