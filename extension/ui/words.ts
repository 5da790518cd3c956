export const words = { request: 'Request', copy: 'Copy', copied: 'Copied' } as const;
