import type { OpenPage } from '../../desk/section.ts';
import { CallLogPage } from './CallLogPage.tsx';
import { chromePorts } from './chrome-ports.ts';
import { createCallLog } from './model.ts';

export const openCallLog: OpenPage = () => {
  const log = createCallLog(chromePorts());
  return ({ me }) => <CallLogPage log={log} country={me.workspace.country} />;
};
