import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { FailedJobsCard } from '../../extension/diagnostics/desk/FailedJobsCard.tsx';
import { createFailedJobs, type Ports } from '../../extension/diagnostics/desk/model.ts';
import { toasts } from '../../extension/ui/toasts/toasts.ts';
import type { FailedJob } from '../../shared/diagnostics/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { NOW } from './screens-fixtures.ts';

afterEach(cleanup);

const job = (id: string, title = 'Fetch a recording from the carrier', tries = 6): FailedJob => ({
  id,
  kind: 'recordings.keep',
  title,
  state: 'failed_visible',
  tries,
  failedAt: NOW,
});

const open = (answers: Partial<Ports> = {}) => {
  const retried: string[] = [];
  const list = createFailedJobs({
    read: async () => ok({ failedJobs: [job('a'), job('b', 'Store a voicemail', 1)] }),
    retry: async id => {
      retried.push(id);
      return ok({});
    },
    ...answers,
  });
  render(<FailedJobsCard list={list} />);
  return { retried };
};

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const FETCH = 'Try again: Fetch a recording from the carrier';

test('failed jobs are listed in plain words, with the number of tries', async () => {
  open();
  expect(await screen.findByText('Fetch a recording from the carrier')).toBeTruthy();
  expect(screen.getByText('Store a voicemail')).toBeTruthy();
  expect(screen.getByText(/after 6 tries$/)).toBeTruthy();
  expect(screen.getByText(/after 1 try$/)).toBeTruthy();
});

test('each failed job can be retried on its own, once, and leaves the list', async () => {
  const { retried } = open();
  const button = await screen.findByRole('button', { name: FETCH });
  fireEvent.click(button);
  fireEvent.click(button);
  await waitFor(() => expect(retried).toEqual(['a']));
  fireEvent.click(button);
  await waitFor(() => expect(screen.queryByRole('button', { name: FETCH })).toBeNull());
  expect(retried).toEqual(['a']);
  expect(toasts.shown.value.at(-1)?.text).toContain('it is being tried again');
  expect(screen.getByText('Store a voicemail')).toBeTruthy();
});

test('an empty list says that all is well', async () => {
  open({ read: async () => ok({ failedJobs: [] }) });
  expect(await screen.findByText('No failed jobs')).toBeTruthy();
});

test('a Worker that does not answer is reported, and asked again', async () => {
  let reads = 0;
  open({
    read: async () => {
      reads += 1;
      return reads === 1 ? err({ reason: 'offline' }) : ok({ failedJobs: [] });
    },
  });
  expect((await screen.findByRole('alert')).textContent).toContain('does not answer');
  await press('Load again');
  expect(await screen.findByText('No failed jobs')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a job that cannot be retried stays, with the reason', async () => {
  open({ retry: async () => err({ reason: 'not_readable' }) });
  await press(FETCH);
  expect((await screen.findByRole('alert')).textContent).toContain('Update the server');
  expect(await screen.findByRole('button', { name: FETCH })).toBeTruthy();
});
