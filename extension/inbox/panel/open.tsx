import { useMemo } from 'preact/hooks';
import { chromePorts } from '../chrome-ports.ts';
import { createInbox } from '../model.ts';
import { MissedList, type MissedListProps } from './MissedList.tsx';

type Props = Omit<MissedListProps, 'inbox'> & { readonly mayAct: boolean };

export const OpenMissed = ({ mayAct, ...rest }: Props) => {
  const inbox = useMemo(() => createInbox(chromePorts(), mayAct), [mayAct]);
  return <MissedList inbox={inbox} {...rest} />;
};
