/** The side panel: what a rep looks at all day. */
import { render } from 'preact';
import { chromeWires } from '../../calls/panel/chrome-wires.ts';
import { createPanel } from '../../calls/panel/model.ts';
import { Panel } from '../../calls/panel/Panel.tsx';

const place = document.getElementById('panel');
if (place) render(<Panel panel={createPanel(chromeWires())} />, place);
