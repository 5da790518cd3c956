import { render } from 'preact';
import { chromePorts } from './chrome-ports.ts';
import { createStepUp } from './model.ts';
import { StepUpDialog } from './StepUpDialog.tsx';

const stepUp = createStepUp(chromePorts());
const root = document.createElement('div');
document.body.append(root);
render(<StepUpDialog stepUp={stepUp} />, root);

/** Asks in a dialog; false if the member cancels. */
export const askStepUp = (): Promise<boolean> => stepUp.ask();
