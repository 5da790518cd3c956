/** Its acts, as the audit log shows them. */
export const actWords = {
  'diagnostics.retryFailedJob': 'Tried a failed job again',
  // Until version 0.3.
  'diagnostics.retryDeadLetter': 'Tried a failed job again',
} as const;
