export const words = {
  title: 'AI',
  intro:
    'The language model for summaries and AI agents: any endpoint that speaks OpenAI’s API, including one on your own machine. So far Ringside only checks that the model is available and sends it none of your data; without a model, nothing is ever sent.',
  endpoint: 'Endpoint',
  endpointHelp: 'Up to and including /v1, for example https://api.openai.com/v1',
  model: 'Model',
  modelHelp: 'The name the endpoint uses for it. The model is tried before it is saved.',
  key: 'API key',
  keyHelp: 'Stored encrypted, and never shown again. Leave it empty if the endpoint needs none.',
  keyStored: 'Stored. Enter a new one to change it.',
  save: 'Try and save',
  saving: 'Checking the model…',
  saved: 'The model answers. Saved.',
  remove: 'Use no model',
  removed: 'The model and its key were removed.',
  checked: (when: string) => `Last checked ${when}.`,
} as const;
