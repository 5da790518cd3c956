/** Its acts, as the audit log shows them. */
export const actWords = {
  'contacts.change': 'Changed a contact',
} as const;
