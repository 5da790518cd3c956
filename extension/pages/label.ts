import { saysId } from './context.ts';
import { closestTo, textOf } from './natives.ts';

const LONGEST_LABEL = 60;

/** The heading above a cell or before a value: "Order", "Phone". */
const headingOf = (element: Element): string => {
  const cell = closestTo(element, 'td,dd,[role="gridcell"]');
  if (!cell) return '';
  if (cell instanceof HTMLTableCellElement) {
    const table = closestTo(cell, 'table');
    const heading =
      table instanceof HTMLTableElement ? table.tHead?.rows[0]?.cells[cell.cellIndex] : undefined;
    return heading ? (textOf(heading) ?? '') : '';
  }
  const before = cell.previousElementSibling;
  return before?.tagName === 'DT' ? (textOf(before) ?? '') : '';
};

/** Ten digits in one piece are either a number or an id: the heading decides. */
export const isHeadedAsId = (element: Element): boolean => {
  const heading = headingOf(element).trim();
  return heading.length > 0 && heading.length <= LONGEST_LABEL && saysId(heading);
};
