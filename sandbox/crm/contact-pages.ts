import { CONTACTS, type DemoContact } from '../people/contacts.ts';
import { escapeHtml, initials, layout } from './layout.ts';

const hue = (slug: string): number =>
  [...slug].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360;

const avatar = ({ name, slug }: DemoContact): string =>
  `<span class="avatar" style="--hue:${hue(slug)}" aria-hidden="true">${initials(name)}</span>`;

const row = (contact: DemoContact): string => `<tr>
<td><a class="person" href="/contacts/${contact.slug}">${avatar(contact)}<span>${escapeHtml(contact.name)}</span></a></td>
<td>${escapeHtml(contact.company)}</td>
<td class="title">${escapeHtml(contact.title)}</td>
<td class="phone"><span>${contact.phone}</span></td>
<td class="demo">${escapeHtml(contact.answers)}</td>
</tr>`;

export const contactsPage = (): string =>
  layout(
    '/contacts',
    'Contacts',
    `<div class="heading"><h1>Contacts</h1><p class="muted">${CONTACTS.length} people</p>
<p class="hint">Point at a phone number and click the green button. No real person is called: these numbers ring on your own machine.</p></div>
<div class="card scroll"><table>
<thead><tr><th>Name</th><th>Company</th><th class="title">Title</th><th>Phone</th><th class="demo">In this demo</th></tr></thead>
<tbody>${CONTACTS.map(row).join('\n')}</tbody>
</table></div>`,
  );

export const contactPage = (contact: DemoContact): string => {
  const { name, title, company, email, phone, e164, answers } = contact;
  return layout(
    '/contacts',
    name,
    `<div class="heading person-heading">${avatar(contact)}<div><h1>${escapeHtml(name)}</h1>
<p class="muted">${escapeHtml(title)} at ${escapeHtml(company)}</p></div></div>
<div class="columns">
<section class="card"><h2>Details</h2>
<dl>
<dt>Phone</dt><dd><a href="tel:${e164}">${phone}</a> <span class="demo">${escapeHtml(answers)}</span></dd>
<dt>Email</dt><dd><a href="mailto:${email}">${email}</a></dd>
<dt>Company</dt><dd>${escapeHtml(company)}</dd>
<dt>Owner</dt><dd>Sam Rivera</dd>
<dt>Account no.</dt><dd>2125550177</dd>
<dt>Created</dt><dd>2026-03-14 09:41</dd>
</dl></section>
<section class="card"><h2>Notes</h2>
<p>Prefers a call before 11:00. Assistant: Jo, ${phone.replace('(', '').replace(') ', '-')} ext. 12.</p>
<p>Renewal on 04/30/2027, list price $12,400.00, quote Q-2026-118842.</p>
<form><label>New note<textarea rows="3" placeholder="What was said">Left a message at ${phone}.</textarea></label>
<button type="button">Save note</button></form></section>
</div>`,
  );
};
