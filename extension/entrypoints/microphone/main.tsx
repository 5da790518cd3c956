/** The one page where Chrome can ask for the microphone: the phone itself is not visible. */
import { render } from 'preact';
import { chromeBrowser } from '../../microphone/chrome-browser.ts';
import { GrantPage } from '../../microphone/GrantPage.tsx';
import { createGrant } from '../../microphone/grant.ts';

const root = document.getElementById('page');
if (root) render(<GrantPage model={createGrant(chromeBrowser)} />, root);
