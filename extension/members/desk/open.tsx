import type { OpenPage } from '../../desk/section.ts';
import { chromePorts } from './chrome-ports.ts';
import { MembersCard } from './MembersCard.tsx';
import { createMembers } from './model.ts';

export const openMembers: OpenPage = () => {
  const list = createMembers(chromePorts());
  return () => <MembersCard list={list} />;
};
