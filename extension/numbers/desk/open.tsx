import type { OpenPage } from '../../desk/section.ts';
import { chromePorts } from './chrome-ports.ts';
import { createNumbers } from './model.ts';
import { NumbersPage } from './NumbersPage.tsx';

export const openNumbers: OpenPage = () => {
  const list = createNumbers(chromePorts());
  return () => (
    <div class="beside">
      <NumbersPage list={list} />
    </div>
  );
};
