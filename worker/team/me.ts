import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { meFrom } from './me-from.ts';

export const me = async ({ principal }: MemberContext) => ok(meFrom(principal));
