import { control } from './catalogue.js';
import type { Markdown } from '../text/markdown.js';
import { link, plain } from '../text/markdown.js';
import type { ControlId, FrameworkId } from './controlId.js';

/** What to put before codes that do not say by themselves which framework they belong to. */
const PREFIXES: Partial<Record<FrameworkId, string>> = {
  'nist-csf-1.1': 'CSF 1.1',
  'nist-sp-800-207': 'SP 800-207',
  'nist-sp-800-207a': 'SP 800-207A',
  'nist-sp-800-63b-4': 'SP 800-63B',
  'nist-ssdf-1.1': 'SSDF',
  'slsa-1.2': 'SLSA',
  'pci-dss-4.0.1': 'PCI DSS',
  'iso-27001-2022': 'ISO 27001',
  'cis-github-1.2.0': 'CIS GitHub',
  'cis-kubernetes-2.0.1': 'CIS Kubernetes',
  'cis-aws-foundations-7.0.0': 'CIS AWS',
  'cis-gcp-foundations-5.0.0': 'CIS GCP',
  'owasp-asvs-5.0.0': 'ASVS',
};

/** The shortest label that still says which framework is meant: `NHI5:2025`, `AC-6`, `SP 800-207 tenet 3`. */
export function controlLabel(id: ControlId): string {
  const { framework, code } = control(id);
  const prefix = PREFIXES[framework];
  return prefix === undefined ? code : `${prefix} ${codeInWords(framework, code)}`;
}

/** Label and title: `NHI5:2025 Overprivileged NHI`. */
export function controlTitle(id: ControlId): string {
  return `${controlLabel(id)} ${control(id).title.replace(/\.$/u, '')}`;
}

/** A link to the publisher's page of the control, in Markdown; its title shows where the pointer rests on it. */
export function controlLink(id: ControlId, text: string = controlLabel(id)): Markdown {
  return link(plain(text), control(id).url, controlTitle(id));
}

function codeInWords(framework: FrameworkId, code: string): string {
  if (framework !== 'nist-sp-800-207') return code;
  return code.startsWith('Tenet') ? code.toLowerCase() : `section ${code}`;
}
