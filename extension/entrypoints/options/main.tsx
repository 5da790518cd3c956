/** The desk: for now, connecting this browser and seeing who is signed in. */
import { render } from 'preact';
import { ConnectPage } from '../../team/desk/ConnectPage.tsx';
import { chromeWires } from '../../team/desk/chrome-wires.ts';
import { createConnect } from '../../team/desk/model.ts';

const place = document.getElementById('page');
if (place) render(<ConnectPage connect={createConnect(chromeWires())} />, place);
