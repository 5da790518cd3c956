import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTACTS } from '../../sandbox/people/contacts.ts';
import { PORTS } from '../../sandbox/ports.ts';
import { OWNER, REPS, WORKSPACE } from '../../sandbox/seed.ts';
import { ROOT } from '../../scripts/process.ts';
import { Entitlement } from '../../shared/workspace/plan.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const readme = read('README.md');
const section = (title: string) => readme.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const manifest = JSON.parse(read('package.json'));

/** A function, constant, class, method or handler with that name. */
const declares = (source: string, name: string) => {
  const literal = name.replaceAll('.', '\\.');
  return new RegExp(
    `(?:const|function|class) ${literal}\\b|^\\s+(?:override )?(?:async )?'?${literal}'?(?:\\(|:)`,
    'm',
  ).test(source);
};

describe('the README', () => {
  for (const way of [
    'The way of a click',
    'The way back',
    'The way of an incoming call',
    'The way of a recording',
    'What a call cost',
    'When nothing comes',
    'The way to a page of the desk',
    'Where it is decided',
  ]) {
    const steps = [...section(way).matchAll(/`([\w./-]+\.tsx?): ([^`]+)`/g)];

    it(`describes ${way} in steps`, () => {
      expect(steps.length).toBeGreaterThan(5);
      const entries = [...section(way).matchAll(/^(?:\d+\.|\| (?!question|---)) /gm)];
      expect(steps.length).toBeGreaterThanOrEqual(entries.length);
    });

    for (const [, file = '', name = ''] of steps) {
      it(`names ${name}, which is in ${file}, in ${way}`, () => {
        expect(declares(read(file), name)).toBe(true);
      });
    }
  }

  it('says where the parts of the demo are, who can sign in there, and whom to call', () => {
    for (const port of Object.values(PORTS))
      expect(section('Try it')).toMatch(new RegExp(`<http://[\\w.]+:${port}>`));
    for (const { email } of [OWNER, ...REPS]) expect(section('Try it')).toContain(`\`${email}\``);
    for (const name of ['Maria Alvarez', 'Echo Room'])
      expect(
        CONTACTS.map(each => each.name).filter(each => each === name && section('Try it').includes(each)),
      ).toEqual([name]);
  });

  it('names the demo’s organization and every part that a plan can leave out', () => {
    expect(section('Commands')).toContain(`--organization "${WORKSPACE}"`);
    for (const each of Entitlement.options) expect(section('Commands')).toContain(`\`${each}\``);
  });

  it('has docs next to it that name only existing tests and documents', () => {
    for (const doc of ['docs/setup.md', 'docs/security.md', 'docs/carrier.md']) {
      expect(readme, doc).toContain(doc);
      const named = [...read(doc).matchAll(/`(tests\/[\w./-]+)`/g)].map(([, path = '']) => path);
      for (const path of named) expect(existsSync(join(ROOT, path)), `${doc}: ${path}`).toBe(true);
    }
    expect([...read('docs/security.md').matchAll(/`tests\//g)].length).toBeGreaterThan(12);
  });

  it('gives a reason for every dependency, and for no other', () => {
    const named = [...section('Dependencies').matchAll(/^\| `([^`]+)` \| \S/gm)].map(([, name]) => name);
    const { dependencies, optionalDependencies, devDependencies } = manifest;
    const there = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
    expect([...named].sort()).toEqual(there.sort());
  });

  it('lists only commands that package.json has', () => {
    const commands = [...readme.matchAll(/(?:^|`)npm (?:run )?(?:-s )?([a-z][\w:-]*)/gm)].map(
      ([, name = '']) => name,
    );
    expect(new Set(commands).size).toBeGreaterThan(5);
    const known = [...Object.keys(manifest.scripts), 'install'];
    for (const command of commands) expect(known).toContain(command);
  });

  it('has a map that shows only existing files and folders', () => {
    const map = section('The map').split('```')[1]?.trim().split('\n') ?? [];
    let folder = '';
    for (const line of map) {
      const inner = line.startsWith('  ');
      const names = line.trim().split(/ {2,}/)[0]?.split(' ') ?? [];
      for (const name of names.filter(each => /[./]/.test(each))) {
        expect(existsSync(join(ROOT, inner ? folder : '', name)), `${inner ? folder : ''}${name}`).toBe(true);
      }
      if (!inner) folder = names[0] ?? '';
    }
    expect(map.length).toBeGreaterThan(30);
  });
});
