import { layout } from './layout.ts';

const ENTRIES = [
  [
    'Today, 10:12',
    'Call logged',
    'Spoke with Maria, she moved desks. Reach her at (212) 555-0100 from now on, mornings are best.',
  ],
  [
    'Today, 09:47',
    'Email from Marcus Webb',
    'Hi Sam, thanks for the deck. Easiest is my cell, +1 415 555 0100, or the office: 415.555.0111. Best, Marcus',
  ],
  [
    'Yesterday, 17:30',
    'Task',
    'Try Lena again (212-555-0102); if she is still on the phone, ask for Grace on 212\u2011555\u20110103.',
  ],
  [
    'Yesterday, 14:05',
    'Email from Tom Becker',
    'Our London office is on +44 20 7946 0018 or, from inside the UK, +44 (0)20 7946 0018. New York stays 1-646-555-0100 x204.',
  ],
  ['Yesterday, 11:20', 'Chat', 'priya: call me in ten? 3125550100'],
  [
    '18 Nov, 16:44',
    'Meeting',
    'Room 4.212, 10:30\u201311:15, 12 people. Dial-in +1 (305)\u00a0555\u20110100, PIN 884 201.',
  ],
  [
    '18 Nov, 08:02',
    'Import',
    '1,204 rows from contacts-2026-11-18.csv, 16 skipped, job 550e8400-e29b-41d4-a716-446655440000.',
  ],
] as const;

const entry = ([when, kind, text]: (typeof ENTRIES)[number]): string =>
  `<li><time>${when}</time><h2>${kind}</h2><p>${text}</p></li>`;

export const activityPage = (): string =>
  layout(
    '/activity',
    'Activity',
    `<div class="heading"><h1>Activity</h1><p class="muted">All accounts</p></div>
<ol class="timeline card">${ENTRIES.map(entry).join('\n')}</ol>
<p class="hint">Questions about this workspace? <a href="tel:+12125550106">Call the echo room</a> or write to <a href="mailto:help@harbor.example">help@harbor.example</a>.</p>`,
  );
