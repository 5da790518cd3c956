import { auditLog, exportAudit } from '../../../shared/audit/contract.ts';
import { call } from '../../api.ts';
import type { Ports } from './model.ts';

const hand = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

export const chromePorts = (): Ports => ({
  read: filter => call(auditLog, filter),
  take: filter => call(exportAudit, filter),
  hand,
});
