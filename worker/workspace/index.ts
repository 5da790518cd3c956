export { type Workspace, workspaceById, workspaceByWebhookKey } from './store.ts';
