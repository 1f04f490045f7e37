import { describe, expect, it } from 'vitest';
import {
  control,
  framework,
  frameworks,
  isControlId,
} from '../../../server/src/core/frameworks/catalogue.js';
import {
  controlsOf,
  findingClassIds,
  orderedControls,
} from '../../../server/src/core/frameworks/findingClasses.js';
import { controlLabel, controlLink, controlTitle } from '../../../server/src/core/frameworks/controlLabel.js';
import type { ControlId } from '../../../server/src/core/frameworks/controlId.js';

const allControls = frameworks().flatMap(({ controls }) => controls);

describe('the framework catalogue', () => {
  it('finds a control with its framework', () => {
    expect(control('owasp-nhi-2025:NHI5:2025')).toMatchObject({
      framework: 'owasp-nhi-2025',
      code: 'NHI5:2025',
      title: 'Overprivileged NHI',
    });
    expect(framework('owasp-nhi-2025').publisher).toBe('OWASP Foundation');
  });

  it('says what a reader must know before citing a control', () => {
    expect(control('nist-csf-1.1:PR.AC-4').note).toBe('withdrawn in CSF 2.0');
  });

  it('tells ids from other words', () => {
    expect(isControlId('nist-sp-800-53r5:AC-6(1)')).toBe(true);
    expect(isControlId('nist-sp-800-53r5:AC-99')).toBe(false);
  });

  it('maps every class of finding to controls that it has, none of them twice', () => {
    for (const findingClass of findingClassIds()) {
      const { primary, supporting } = controlsOf(findingClass);
      expect(primary.length, findingClass).toBeGreaterThan(0);
      expect(
        [...primary, ...supporting].filter((id) => !isControlId(id)),
        findingClass,
      ).toEqual([]);
      expect(new Set([...primary, ...supporting]).size, findingClass).toBe(
        primary.length + supporting.length,
      );
    }
  });

  it('puts chosen controls first, and repeats none', () => {
    const ordered = orderedControls('overbroad-grant', ['nist-sp-800-53r5:AC-6']);
    expect(ordered.slice(0, 2)).toEqual(['nist-sp-800-53r5:AC-6', 'owasp-nhi-2025:NHI5:2025']);
    expect(new Set(ordered).size).toBe(ordered.length);
  });
});

describe('labels of controls', () => {
  it.each<[ControlId, string]>([
    ['owasp-nhi-2025:NHI5:2025', 'NHI5:2025'],
    ['nist-csf-2.0:PR.AA-05', 'PR.AA-05'],
    ['nist-sp-800-53r5:AC-6', 'AC-6'],
    ['nist-sp-800-207:Tenet 3', 'SP 800-207 tenet 3'],
    ['nist-sp-800-207:2', 'SP 800-207 section 2'],
    ['cis-github-1.2.0:1.1.3', 'CIS GitHub 1.1.3'],
  ])('%s is shown as %s', (id, label) => {
    expect(controlLabel(id)).toBe(label);
  });

  it('are told apart without their framework', () => {
    const labels = allControls.map(({ id }) => controlLabel(id));
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('stand before the title and in links', () => {
    expect(controlTitle('nist-sp-800-53r5:AC-6')).toBe('AC-6 Least Privilege');
    expect(controlLink('owasp-cicd:CICD-SEC-1')).toMatch(
      /^\[CICD-SEC-1\]\(https:\/\/\S+ "CICD-SEC-1 [^"]+"\)$/u,
    );
  });
});
