import { LazyPart } from '../desk/LazyPart.tsx';
import type { Missed } from './missed.ts';
import type { MissedListProps } from './panel/MissedList.tsx';

type Props = Omit<MissedListProps, 'inbox'> & {
  readonly missed: Missed;
  /** This member may take care of missed calls. */
  readonly mayAct: boolean;
};

/** What the panel’s tab shows. */
export const MissedTab = ({ missed, mayAct, ...rest }: Props) => (
  <LazyPart of={missed.list}>{({ OpenMissed }) => <OpenMissed mayAct={mayAct} {...rest} />}</LazyPart>
);
