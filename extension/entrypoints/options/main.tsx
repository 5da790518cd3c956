/** The desk: connecting this browser, who is signed in, and, for those who run the workspace, what went wrong. */
import { render } from 'preact';
import { AuditCard } from '../../audit/desk/AuditCard.tsx';
import { chromeWires as auditWires } from '../../audit/desk/chrome-wires.ts';
import { createAuditLog } from '../../audit/desk/model.ts';
import { chromeWires as diagnosticsWires } from '../../diagnostics/desk/chrome-wires.ts';
import { DeadLettersCard } from '../../diagnostics/desk/DeadLettersCard.tsx';
import { createDeadLetters } from '../../diagnostics/desk/model.ts';
import { chromeWires as membersWires } from '../../members/desk/chrome-wires.ts';
import { MembersCard } from '../../members/desk/MembersCard.tsx';
import { createMembers } from '../../members/desk/model.ts';
import { ConnectPage } from '../../team/desk/ConnectPage.tsx';
import { chromeWires } from '../../team/desk/chrome-wires.ts';
import { createConnect } from '../../team/desk/model.ts';

const place = document.getElementById('page');
const forAdmins = (
  <>
    <MembersCard list={createMembers(membersWires())} />
    <DeadLettersCard list={createDeadLetters(diagnosticsWires())} />
    <AuditCard log={createAuditLog(auditWires())} />
  </>
);
if (place) render(<ConnectPage connect={createConnect(chromeWires())} forAdmins={forAdmins} />, place);
