// Playwright's reporter for the watching process: which journeys run, and the outcome of each.
import { relative } from 'node:path';
import type { Reporter, TestCase } from '@playwright/test/reporter';
import { ROOT } from '../process.ts';
import { tell } from './event.ts';

const nameOf = (test: TestCase): string => relative(ROOT, test.location.file);
/** The title without the names of project and file. */
const titleOf = (test: TestCase): string => test.titlePath().slice(3).join(' ');

export default class implements Reporter {
  onTestBegin(test: TestCase): void {
    tell({ type: 'begin', file: nameOf(test), title: titleOf(test) });
  }
  onStepEnd(test: TestCase): void {
    tell({ type: 'step', file: nameOf(test) });
  }
  onTestEnd(test: TestCase): void {
    tell({ type: 'end', file: nameOf(test), title: titleOf(test), passed: test.outcome() === 'expected' });
    tell({ type: 'file-end', file: nameOf(test) });
  }
  printsToStdio(): boolean {
    return false;
  }
}
