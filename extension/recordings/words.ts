export const words = {
  loading: 'Loading the recording',
  stopped:
    'The recording stopped and could not go on. Check your connection, then close it and play it again.',
} as const;
