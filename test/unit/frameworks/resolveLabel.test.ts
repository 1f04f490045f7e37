import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameworks, isControlId } from '../../../server/src/core/frameworks/catalogue.js';
import { controlLabel } from '../../../server/src/core/frameworks/controlLabel.js';
import aliases from '../../../server/src/core/frameworks/data/aliases.json' with { type: 'json' };
import { resolveLabel } from '../../../server/src/core/frameworks/resolveLabel.js';

const allControls = frameworks().flatMap(({ controls }) => controls);

/** The controls of each reading, in short. */
function readings(label: string): string[] {
  return resolveLabel(label).map(({ controls }) => controls.join(' + '));
}

describe('resolveLabel', () => {
  it.each([
    ['NHI5:2025', 'owasp-nhi-2025:NHI5:2025'],
    ['NHI5', 'owasp-nhi-2025:NHI5:2025'],
    ['NHI-5', 'owasp-nhi-2025:NHI5:2025'],
    ['NHI05', 'owasp-nhi-2025:NHI5:2025'],
    ['nhi-05', 'owasp-nhi-2025:NHI5:2025'],
    ['OWASP NHI 5', 'owasp-nhi-2025:NHI5:2025'],
    ['AC-6(1)', 'nist-sp-800-53r5:AC-6(1)'],
    ['(see AC-6(1)).', 'nist-sp-800-53r5:AC-6(1)'],
    ['ac-6.1', 'nist-sp-800-53r5:AC-6(1)'],
    ['LLM03:2026', 'owasp-llm-2026:LLM03:2026'],
    ['LLM06:2025', 'owasp-llm-2025:LLM06:2025'],
    ['T1552', 'mitre-attack:T1552'],
    ['t1078.004', 'mitre-attack:T1078.004'],
    ['tenet 6', 'nist-sp-800-207:Tenet 6'],
    ['SP 800-207 Tenet 6', 'nist-sp-800-207:Tenet 6'],
    ['SP 800-207, section 2', 'nist-sp-800-207:2'],
    ['CICD-SEC-4', 'owasp-cicd:CICD-SEC-4'],
    ['cicd-sec-04', 'owasp-cicd:CICD-SEC-4'],
    ['PR.AA-5', 'nist-csf-2.0:PR.AA-05'],
    ['Overprivileged NHI', 'owasp-nhi-2025:NHI5:2025'],
    ['NIST-SP-800-207:tenet 3', 'nist-sp-800-207:Tenet 3'],
    ['CIS GitHub Benchmark 1.1.3', 'cis-github-1.2.0:1.1.3'],
  ])('reads %s as %s', (label, control) => {
    expect(resolveLabel(label)).toEqual([{ controls: [control] }]);
  });

  it.each(['', '2', 'narrow scope', 'NHI99', 'constructor', '🔑'])('finds nothing in "%s"', (label) => {
    expect(resolveLabel(label)).toEqual([]);
  });

  it('gives every framework whose code it may be', () => {
    expect(readings('1.1.3')).toEqual(['cis-gcp-foundations-5.0.0:1.1.3', 'cis-github-1.2.0:1.1.3']);
  });

  it('gives all that one text cites', () => {
    expect(readings('CICD-SEC-4 and AC-6')).toEqual(['owasp-cicd:CICD-SEC-4', 'nist-sp-800-53r5:AC-6']);
  });

  it('reads the label that is shown for each control', () => {
    const unread = allControls.filter(({ id }) => !readings(controlLabel(id)).includes(id));
    expect(unread).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (label) => Array.isArray(resolveLabel(label))));
  });
});

describe('labels in use that are not their publisher’s', () => {
  it('NHI-01 is excess privilege, explained, or the official first risk', () => {
    const [meant, literal, ...more] = resolveLabel('NHI-01');
    expect(meant?.controls).toEqual(['owasp-nhi-2025:NHI5:2025']);
    expect(meant?.explanation).toContain('Improper Offboarding');
    expect(literal).toEqual({ controls: ['owasp-nhi-2025:NHI1:2025'] });
    expect(more).toEqual([]);
  });

  it.each([
    ['OWASP NHI-01 (excessive privilege)', 'owasp-nhi-2025:NHI5:2025'],
    ['NHI-01 improper offboarding', 'owasp-nhi-2025:NHI1:2025'],
    ['NHI1:2025', 'owasp-nhi-2025:NHI1:2025'],
    ['NIST CSF 2.0 PR.AC-4', 'nist-csf-2.0:PR.AA-05'],
    ['CSF 1.1 PR.AC-4', 'nist-csf-1.1:PR.AC-4'],
    ['SP 800-53 SC-23', 'nist-sp-800-53r5:SC-23'],
  ])('%s is one thing: %s', (label, control) => {
    expect(readings(label)).toEqual([control]);
  });

  it('PR.AC-4 leads to PR.AA-05, and to itself in the old edition', () => {
    expect(readings('PR.AC-4')).toEqual(['nist-csf-2.0:PR.AA-05', 'nist-csf-1.1:PR.AC-4']);
  });

  it('SC-23 of SP 800-207 leads to tenets 3 and 6, and to what they are in SP 800-53', () => {
    const [meant, ...more] = resolveLabel('SP 800-207 SC-23');
    expect(meant?.controls).toEqual(
      expect.arrayContaining([
        'nist-sp-800-207:Tenet 3',
        'nist-sp-800-207:Tenet 6',
        'nist-sp-800-53r5:AC-24',
        'nist-sp-800-53r5:IA-11',
        'nist-sp-800-53r5:AC-12',
      ]),
    );
    expect(meant?.explanation).toContain('SP 800-53');
    expect(more).toEqual([]);
  });

  it('name only controls of the catalogue', () => {
    const named = aliases.flatMap(({ literal, meant }) => [...literal, ...meant]);
    expect(named.filter((id) => !isControlId(id))).toEqual([]);
  });
});
