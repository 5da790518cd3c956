export { workspaceByWebhookKey } from './by-webhook-key.ts';
export { type Workspace, workspaceById } from './store.ts';
