// Vitest's reporter for the watching process: which files run, and the outcome of each test.
import { relative } from 'node:path';
import type { Reporter } from 'vitest/node';
import { ROOT } from '../process.ts';
import { tell } from './event.ts';

const nameOf = (moduleId: string): string => relative(ROOT, moduleId);

const reporter: Reporter = {
  onTestModuleQueued: module => tell({ type: 'begin', file: nameOf(module.moduleId) }),
  onTestModuleStart: module => tell({ type: 'begin', file: nameOf(module.moduleId) }),
  onTestCaseReady: ({ module, fullName }) =>
    tell({ type: 'begin', file: nameOf(module.moduleId), title: fullName }),
  onTestCaseResult: test =>
    tell({
      type: 'end',
      file: nameOf(test.module.moduleId),
      title: test.fullName,
      passed: test.result().state === 'passed',
    }),
  onTestModuleEnd: module => tell({ type: 'file-end', file: nameOf(module.moduleId) }),
};

export default class {
  constructor() {
    Object.assign(this, reporter);
  }
}
