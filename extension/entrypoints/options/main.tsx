/** The desk: connecting this browser, who is signed in, and, for those who run the workspace, what went wrong. */
import { render } from 'preact';
import { chromeWires as diagnosticsWires } from '../../diagnostics/desk/chrome-wires.ts';
import { DeadLettersCard } from '../../diagnostics/desk/DeadLettersCard.tsx';
import { createDeadLetters } from '../../diagnostics/desk/model.ts';
import { ConnectPage } from '../../team/desk/ConnectPage.tsx';
import { chromeWires } from '../../team/desk/chrome-wires.ts';
import { createConnect } from '../../team/desk/model.ts';

const place = document.getElementById('page');
const forAdmins = <DeadLettersCard list={createDeadLetters(diagnosticsWires())} />;
if (place) render(<ConnectPage connect={createConnect(chromeWires())} forAdmins={forAdmins} />, place);
