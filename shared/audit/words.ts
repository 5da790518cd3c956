/** Its acts, as the audit log shows them. */
export const actWords = {
  'audit.export': 'Exported the audit log',
  'audit.newKey': 'Sealed the audit log with a new key',
} as const;
