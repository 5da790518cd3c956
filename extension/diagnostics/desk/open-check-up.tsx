import type { OpenPage } from '../../desk/section.ts';
import { CheckUpPage } from './CheckUpPage.tsx';
import { createCheckUp } from './check-up-model.ts';
import { chromePorts } from './check-up-ports.ts';

export const openCheckUp: OpenPage = () => {
  const model = createCheckUp(chromePorts());
  return () => <CheckUpPage model={model} />;
};
