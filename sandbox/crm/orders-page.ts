import { layout } from './layout.ts';

/** Everything in a CRM that looks like a telephone number but is not one. */
const ROWS = [
  ['Order', '#2026118842'],
  ['Placed', '2026-11-18 14:05:22'],
  ['Promised', '11/24/2026'],
  ['Total', '$12,400.00 (EUR 11.482,75)'],
  ['Card', '4111 1111 1111 1111'],
  ['IBAN', 'DE89 3704 0044 0532 0130 00'],
  ['SKU', '800-4471-0098'],
  ['EAN', '4006381333931'],
  ['UPS', '1Z 999 AA1 01 2345 6784'],
  ['USPS', '9400 1000 0000 0000 0000 00'],
  ['FedEx', '6129 9998 7654'],
  ['Session', '550e8400-e29b-41d4-a716-446655440000'],
  ['Address', '10.212.55.100, 2001:db8:212:555::100'],
  ['Tax ID', '12-3456789'],
  ['Exported', '1763474722'],
  ['Warehouse', '40.712776, -74.005974'],
  ['Firmware', '3.14.1592.6535'],
  ['Payload', '2147483648 bytes'],
] as const;

const row = ([name, value]: (typeof ROWS)[number]): string => `<dt>${name}</dt><dd>${value}</dd>`;

export const ordersPage = (): string =>
  layout(
    '/orders',
    'Order 2026118842',
    `<div class="heading"><h1>Order 2026118842</h1><p class="muted">Northwind · shipped</p></div>
<div class="columns">
<section class="card"><h2>Order</h2><dl>${ROWS.map(row).join('\n')}</dl></section>
<section class="card"><h2>Delivery</h2>
<p>Maria Alvarez<br>Northwind, 2150 Harbor Street, Suite 550<br>New York, NY 10001-2125</p>
<p>Driver calls ahead: <strong>(212) 555-0100</strong></p>
<p class="muted">The only telephone number on this page is the one above.</p></section>
</div>`,
  );
