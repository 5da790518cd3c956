import type { OpenPage } from '../../desk/section.ts';
import { AuditCard } from './AuditCard.tsx';
import { chromePorts } from './chrome-ports.ts';
import { createAuditLog } from './model.ts';

export const openAudit: OpenPage = () => {
  const log = createAuditLog(chromePorts());
  return ({ me }) => <AuditCard log={log} country={me.workspace.country} />;
};
