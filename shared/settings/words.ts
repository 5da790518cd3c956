/** Its acts, as the audit log shows them. */
export const actWords = {
  'workspace.update': 'Changed the settings',
} as const;
