import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { Empty } from '../../extension/ui/list/Empty.tsx';
import { type Layout, LayoutContext, type View } from '../../extension/ui/list/layout.ts';
import { byId, createList } from '../../extension/ui/list/list-model.ts';
import { RowList } from '../../extension/ui/list/Rows.tsx';
import { TableList } from '../../extension/ui/list/TableList.tsx';
import { err, ok, type Result } from '../../shared/result.ts';

afterEach(cleanup);

type Item = { readonly id: string; readonly hasButton: boolean };
type Reply = Result<{ items: readonly Item[]; hasMore: boolean }, { reason: string }>;
const items = (count: number, hasButton: (index: number) => boolean = () => true): Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: `row ${index}`, hasButton: hasButton(index) }));

// As tall as a row is expected to be before it has been measured.
const ROW_PX = 60;
const WINDOW_PX = 600;

/** A window of ten rows, scrolled by the test. */
const createLayout = () => {
  const reports = new Set<(view: View) => void>();
  let above = 0;
  const layout: Layout = {
    observe: (_, report) => {
      reports.add(report);
      report({ height: WINDOW_PX, above });
      return () => reports.delete(report);
    },
    heightOf: () => ROW_PX,
  };
  return {
    layout,
    scrollTo: (row: number) =>
      act(() => {
        above = row * ROW_PX;
        for (const report of reports) report({ height: WINDOW_PX, above });
      }),
  };
};

const listOf = (...replies: Reply[]) =>
  createList<Item>({ idOf: byId, read: async () => replies.shift() ?? ok({ items: [], hasMore: false }) });

const Button = ({ id, hasButton }: Item) =>
  hasButton ? <button type="button">{id}</button> : <span>{id}</span>;

const showRows = async (list: ReturnType<typeof listOf>, open?: string) => {
  const { layout, scrollTo } = createLayout();
  render(
    <LayoutContext.Provider value={layout}>
      <RowList list={list} open={open} loading="Loading the rows" empty={<Empty title="Nothing yet" />}>
        {item => <Button {...item} />}
      </RowList>
    </LayoutContext.Provider>,
  );
  await act(list.load);
  return scrollTo;
};
const shown = () => screen.queryAllByRole('listitem').map(row => row.textContent);

test('a list of 10,000 rows renders only those that can be seen, and a few around them', async () => {
  const scrollTo = await showRows(listOf(ok({ items: items(10_000), hasMore: false })));
  expect(shown().length).toBeLessThan(40);
  expect(shown()[0]).toBe('row 0');
  await scrollTo(5_000);
  expect(shown().length).toBeLessThan(40);
  expect(shown()).toContain('row 5000');
  expect(shown()).not.toContain('row 0');
  await scrollTo(9_990);
  expect(shown().at(-1)).toBe('row 9999');
});

test('each row of a long list says its position, and how long the list is', async () => {
  const scrollTo = await showRows(listOf(ok({ items: items(10_000), hasMore: false })));
  await scrollTo(5_000);
  const row = screen.getByText('row 5000').closest('li');
  expect([row?.getAttribute('aria-posinset'), row?.getAttribute('aria-setsize')]).toEqual(['5001', '10000']);
});

test('a short list is rendered whole', async () => {
  await showRows(listOf(ok({ items: items(100), hasMore: true })));
  expect(shown()).toHaveLength(100);
  // How many more there are is not known.
  expect(screen.getAllByRole('listitem')[0]?.getAttribute('aria-setsize')).toBe('-1');
});

test('a row that has the focus, or in which something is open, stays while the list is scrolled', async () => {
  const scrollTo = await showRows(listOf(ok({ items: items(10_000), hasMore: false })), 'row 3');
  await act(() => screen.getByText('row 5').focus());
  await scrollTo(5_000);
  expect(shown().slice(0, 3)).toEqual(['row 3', 'row 5', 'row 4988']);
  expect(document.activeElement?.textContent).toBe('row 5');
});

test('arrow keys, Home and End lead from row to row, past rows without a button', async () => {
  const button = (index: number) => index % 2 === 0;
  await showRows(listOf(ok({ items: items(10_000, button), hasMore: false })));
  const press = (key: string) =>
    act(() => void fireEvent.keyDown(document.activeElement ?? document.body, { key }));
  const focused = () => document.activeElement?.textContent;
  await act(() => screen.getByText('row 2').focus());
  await press('ArrowDown');
  expect(focused()).toBe('row 4');
  await press('ArrowUp');
  expect(focused()).toBe('row 2');
  await press('Home');
  expect(focused()).toBe('row 0');
  await press('ArrowUp');
  expect(focused()).toBe('row 0');
  await press('ArrowDown');
  await press('End');
  // The last row has no button.
  expect(focused()).toBe('row 9998');
});

test('a table names its rows by number, its header included, although only some are rendered', async () => {
  const list = listOf(ok({ items: items(10_000), hasMore: false }));
  const { layout, scrollTo } = createLayout();
  render(
    <LayoutContext.Provider value={layout}>
      <TableList
        list={list}
        label="Things"
        columns={[{ title: 'Name', cell: ({ id }) => id }]}
        open="row 5000"
        below={({ id }) => `more of ${id}`}
        loading="Loading"
        empty={null}
      />
    </LayoutContext.Provider>,
  );
  await act(list.load);
  await scrollTo(5_000);
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('10001');
  expect(screen.getByText('row 5000').closest('tr')?.getAttribute('aria-rowindex')).toBe('5002');
  expect(screen.getByText('more of row 5000')).toBeTruthy();
  expect(screen.getByRole('columnheader').textContent).toBe('Name');
  expect(document.querySelectorAll('tr').length).toBeLessThan(45);
});

test('a list says that it is loading, that there is nothing, or what went wrong, with a button to try again', async () => {
  const list = listOf(err({ reason: 'offline' }), ok({ items: [], hasMore: false }));
  render(
    <RowList list={list} loading="Loading the rows" empty={<Empty title="Nothing yet" />}>
      {({ id }) => id}
    </RowList>,
  );
  expect(screen.getByText('Loading the rows…')).toBeTruthy();
  await act(list.load);
  expect(screen.getByRole('alert').textContent).toContain('The server does not answer');
  fireEvent.click(screen.getByRole('button', { name: 'Load again' }));
  expect(await screen.findByText('Nothing yet')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('the next page is read by its button; if that fails, the rows stay and a button tries again', async () => {
  const list = listOf(
    ok({ items: items(2), hasMore: true }),
    err({ reason: 'offline' }),
    ok({ items: [{ id: 'last', hasButton: true }], hasMore: false }),
  );
  await showRows(list);
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect((await screen.findByRole('alert')).textContent).toContain('The server does not answer');
  expect(shown()).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: 'Load again' }));
  expect(await screen.findByText('last')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});
