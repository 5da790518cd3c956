import { CONTACTS } from '../people/contacts.ts';
import { layout } from './layout.ts';

/** A grid whose rows a script keeps redrawing, as a real CRM's framework does. */
export const livePage = (): string =>
  layout(
    '/live',
    'Live queue',
    `<div class="heading"><h1>Live queue</h1><p class="muted">Redraws: <output id="frames">0</output></p></div>
<div class="card scroll"><table id="grid">
<thead><tr><th>Name</th><th>Phone</th><th>Waiting</th><th>Score</th></tr></thead>
<tbody></tbody>
</table></div>
<script type="application/json" id="people">${JSON.stringify(
      CONTACTS.map(({ name, phone }) => ({ name, phone })),
    ).replaceAll('<', '\\u003c')}</script>`,
    '<script src="/live.js" defer></script>',
  );
