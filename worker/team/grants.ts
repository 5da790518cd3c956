import * as z from 'zod';
import { Grant, USUAL_GRANTS } from '../../shared/capabilities.ts';

const Grants = z.array(Grant);

/** What a workspace grants its managers and members. */
export const grantsOf = ({ grants }: { readonly grants: string | null }): readonly Grant[] =>
  grants === null ? USUAL_GRANTS : Grants.parse(JSON.parse(grants));
