export const words = {
  title: 'AI',
  intro:
    'The language model for summaries and AI agents: anything that speaks OpenAI’s API, also one on your own machine. Nothing of yours goes to it yet but the question whether it is there; without one, nothing ever does.',
  loading: 'Reading the settings',
  endpoint: 'Endpoint',
  endpointHelp: 'Up to and with /v1, for example https://api.openai.com/v1',
  model: 'Model',
  modelHelp: 'As the endpoint calls it. It is tried before it is saved.',
  key: 'API key',
  keyHelp: 'Stored encrypted, and never shown again. Leave it empty where none is needed.',
  keyStored: 'Stored. Enter a new one to change it.',
  save: 'Try and save',
  saving: 'Asking for the model…',
  saved: 'The model answers. Saved.',
  remove: 'Use no model',
  removed: 'The model and its key are forgotten.',
  checked: (when: string) => `Last asked for ${when}.`,
} as const;
