/** The side panel: what a rep looks at all day. */
import { render } from 'preact';
import { chromePorts } from '../../calls/panel/chrome-ports.ts';
import { createPanel } from '../../calls/panel/model.ts';
import { Panel } from '../../calls/panel/Panel.tsx';

const place = document.getElementById('panel');
if (place) render(<Panel panel={createPanel(chromePorts())} />, place);
