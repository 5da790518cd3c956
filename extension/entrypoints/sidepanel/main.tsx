/** The side panel, where reps make their calls. */
import { render } from 'preact';
import { chromePorts } from '../../calls/panel/chrome-ports.ts';
import { createPanel } from '../../calls/panel/model.ts';
import { Panel } from '../../calls/panel/Panel.tsx';

const root = document.getElementById('panel');
if (root) render(<Panel panel={createPanel(chromePorts())} />, root);
