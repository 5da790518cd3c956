import * as z from 'zod';
import { Entitlement } from '../../shared/workspace/plan.ts';

const Withheld = z.array(Entitlement);

/** What the plan of a workspace's organization leaves out. */
export const withheldOf = ({ withheld }: { readonly withheld: string }): readonly Entitlement[] =>
  Withheld.parse(JSON.parse(withheld));
