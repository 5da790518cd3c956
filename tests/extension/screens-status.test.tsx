import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { Panel } from '../../extension/calls/panel/Panel.tsx';
import type { PhoneState } from '../../extension/messages.ts';
import { StatusPanel, type StatusPanelProps } from '../../extension/presence/StatusPanel.tsx';
import { TeamList } from '../../extension/presence/TeamList.tsx';
import { createTeam } from '../../extension/presence/team-model.ts';
import type { TeamEvents } from '../../extension/presence/team-socket.ts';
import { createAsking } from '../../extension/ui/asking.ts';
import { MemberId } from '../../shared/ids.ts';
import { TeamMember } from '../../shared/members/team-contract.ts';
import type { PickedStatus, Status } from '../../shared/presence/statuses.ts';
import type { TeamFrame } from '../../shared/presence/team-frames.ts';
import { err, ok } from '../../shared/result.ts';
import { aCall, aDesk, aState, aView, NOW } from './screens-fixtures.ts';

afterEach(cleanup);

const id = (letter: string) => MemberId.parse(`mem_${letter.repeat(26)}`);
const person = (letter: string, name: string) => TeamMember.parse({ id: id(letter), name, role: 'agent' });

/** A team whose statuses arrive when the test says so. */
const aTeam = (members = [person('a', 'Dana Reyes'), person('b', 'Ada Lind')]) => {
  const watching = { events: undefined as TeamEvents | undefined, stops: 0, reads: 0 };
  const listed = [...members];
  const team = createTeam({
    me: async () => id('a'),
    names: async () => {
      watching.reads += 1;
      return ok({ team: [...listed] });
    },
    watch: events => {
      watching.events = events;
      return () => {
        watching.stops += 1;
      };
    },
  });
  const tell = (isWhole: boolean, statuses: Readonly<Record<string, Status>>) => {
    const frame: TeamFrame = {
      v: 1,
      type: 'presence.team',
      now: NOW,
      isWhole,
      team: Object.entries(statuses).map(([letter, status]) => ({
        memberId: id(letter),
        status,
        since: NOW,
      })),
    };
    watching.events?.onTeam(frame);
  };
  return { team, watching, tell, join: (each: TeamMember) => listed.push(each) };
};

const rows = () => screen.getAllByRole('listitem').map(each => each.textContent);

describe('the list of the team', () => {
  test('shows each status as it changes, whoever can be reached first', async () => {
    const { team, tell } = aTeam();
    render(<TeamList team={team} />);
    expect(screen.getByText('Loading the team…')).toBeTruthy();
    tell(true, { a: 'away' });
    await waitFor(() => expect(rows()).toEqual(['Dana Reyes (you)Away', 'Ada LindOffline']));
    tell(false, { b: 'online' });
    await waitFor(() => expect(rows()).toEqual(['Ada LindOnline', 'Dana Reyes (you)Away']));
  });

  test('says when it may be out of date, and forgets what changed meanwhile', async () => {
    const { team, tell, watching } = aTeam();
    render(<TeamList team={team} />);
    tell(true, { a: 'online', b: 'in_call' });
    await waitFor(() => expect(rows()).toHaveLength(2));
    watching.events?.onDown();
    expect(await screen.findByText('Reconnecting. This may be out of date.')).toBeTruthy();
    tell(true, { b: 'online' });
    await waitFor(() => expect(rows()).toEqual(['Ada LindOnline', 'Dana Reyes (you)Offline']));
    expect(screen.queryByText(/Reconnecting/)).toBeNull();
  });

  test('asks who somebody is who has just joined, and receives nothing once it is closed', async () => {
    const { team, tell, watching, join } = aTeam();
    const { unmount } = render(<TeamList team={team} />);
    tell(true, { a: 'online' });
    await waitFor(() => expect(watching.reads).toBe(1));
    join(person('c', 'Nia New'));
    tell(false, { c: 'online' });
    await waitFor(() => expect(rows()).toContain('Nia NewOnline'));
    unmount();
    await waitFor(() => expect(watching.stops).toBe(1));
  });
});

const aPanel = (over: Partial<StatusPanelProps> = {}, isUp = true) => {
  const picks: PickedStatus[] = [];
  let done = 0;
  render(
    <StatusPanel
      team={aTeam().team}
      asking={createAsking()}
      pick={async status => {
        picks.push(status);
        return isUp ? ok({}) : err({ reason: 'offline' });
      }}
      picked="away"
      mayPick
      onPicked={() => (done += 1)}
      {...over}
    />,
  );
  return { picks, done: () => done };
};
const items = () => screen.getAllByRole('menuitemradio');
const focused = () => document.activeElement?.textContent;

describe('the statuses to pick', () => {
  test('are three; the picked one is marked and has the focus', () => {
    aPanel();
    expect(items().map(each => each.textContent)).toEqual(['Online', 'Away', 'Do Not Disturb']);
    expect(items().map(each => each.getAttribute('aria-checked'))).toEqual(['false', 'true', 'false']);
    expect(focused()).toBe('Away');
  });

  test('are walked with the arrows, around the ends, and with Home and End', () => {
    aPanel();
    const menu = screen.getByRole('menu', { name: 'Your status' });
    for (const [key, word] of [
      ['ArrowDown', 'Do Not Disturb'],
      ['ArrowDown', 'Online'],
      ['ArrowUp', 'Do Not Disturb'],
      ['Home', 'Online'],
      ['End', 'Do Not Disturb'],
    ]) {
      fireEvent.keyDown(menu, { key });
      expect(focused()).toBe(word);
    }
  });

  test('are picked by a click, which closes the menu', async () => {
    const { picks, done } = aPanel();
    fireEvent.click(screen.getByRole('menuitemradio', { name: 'Do Not Disturb' }));
    await waitFor(() => expect(done()).toBe(1));
    expect(picks).toEqual(['do_not_disturb']);
  });

  test('stay open and say why when nothing could be picked', async () => {
    const { done } = aPanel({}, false);
    fireEvent.click(screen.getByRole('menuitemradio', { name: 'Online' }));
    expect(await screen.findByText(/The server does not answer/)).toBeTruthy();
    expect(done()).toBe(0);
  });

  test('are not there for those who have no status, but the team is', () => {
    aPanel({ mayPick: false });
    expect(screen.queryByRole('menu')).toBeNull();
    expect(screen.getByRole('heading', { name: 'Team' })).toBeTruthy();
  });
});

const open = async (state: PhoneState) => {
  const desk = aDesk();
  render(<Panel panel={desk.panel} />);
  await waitFor(() => expect(desk.asked.connections).toBe(1));
  desk.show(state);
  return desk;
};
const own = (status: Status, picked: PickedStatus = 'online') => ({ status: { picked, status, since: NOW } });
const header = (name: string) => screen.findByRole('button', { name });

describe('the header', () => {
  test.each([
    ['online', 'Online'],
    ['away', 'Away'],
    ['do_not_disturb', 'Do Not Disturb'],
    ['in_call', 'In Call'],
    ['offline', 'Offline'],
  ] as const)('shows %s with its word and its sign', async (status, word) => {
    await open(aState(null, own(status)));
    const button = await header(`Your status: ${word}`);
    expect(button.querySelector('[data-status]')?.getAttribute('data-status')).toBe(status);
  });

  test('shows In Call from the dial on, before the Worker has said so, and Offline without the Worker', async () => {
    const desk = await open(aState(aCall('connecting', { view: null }), own('online')));
    expect(await header('Your status: In Call')).toBeTruthy();
    desk.show(aState(null, { duty: 'offline', ...own('online') }));
    expect(await header('Your status: Offline')).toBeTruthy();
  });

  test('shows In Call as Wrap-up while there is one, and what keeps the rep from calling', async () => {
    const over = aView({ phase: 'ended', answeredAt: NOW - 9_000, endedAt: NOW - 1_000, wrapUpSeconds: 15 });
    const desk = await open(aState(aCall('ended', { view: over }), own('in_call')));
    expect(await header('Your status: Wrap-up')).toBeTruthy();
    desk.show(aState(null, { duty: 'no_line', ...own('online') }));
    expect(await header('Your status: Not connected')).toBeTruthy();
  });

  test('has no status to pick for somebody who is signed out or does not call', async () => {
    const desk = await open(aState(null, { duty: 'signed_out', status: null }));
    expect(await screen.findByText('Signed out')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Your status/ })).toBeNull();
    desk.show(aState(null, { duty: 'no_dialer', status: null }));
    expect(await header('Team')).toBeTruthy();
  });
});
