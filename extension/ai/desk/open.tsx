import type { OpenPage } from '../../desk/section.ts';
import { AiPage } from './AiPage.tsx';
import { chromePorts } from './chrome-ports.ts';
import { createAi } from './model.ts';

export const openAi: OpenPage = () => {
  const model = createAi(chromePorts());
  return () => <AiPage model={model} />;
};
