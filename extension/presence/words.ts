export const words = {
  team: 'Team',
  intro:
    'Everybody who takes calls, and whether they can be reached now. Only Online reps get incoming calls.',
  yourStatus: 'Your status',
  you: 'you',
  loading: 'Loading the team',
  nobody: 'Nobody here takes calls yet.',
  notLive: 'Reconnecting. This may be out of date.',
  since: (time: string) => `since ${time}`,
} as const;
