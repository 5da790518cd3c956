import { ConnectPage } from './ConnectPage.tsx';
import type { Connect } from './model.ts';

export const openSignIn = (connect: Connect) => () => <ConnectPage connect={connect} />;
