// Generated from server/src/core/frameworks/data/*.json by `npm run generate`. Do not edit.
import type { FrameworkEdition } from './framework.js';
import cisAwsFoundations700 from './data/cis-aws-foundations-7.0.0.json' with { type: 'json' };
import cisGcpFoundations500 from './data/cis-gcp-foundations-5.0.0.json' with { type: 'json' };
import cisGithub120 from './data/cis-github-1.2.0.json' with { type: 'json' };
import cisKubernetes201 from './data/cis-kubernetes-2.0.1.json' with { type: 'json' };
import iso270012022 from './data/iso-27001-2022.json' with { type: 'json' };
import mitreAtlas from './data/mitre-atlas.json' with { type: 'json' };
import mitreAttack from './data/mitre-attack.json' with { type: 'json' };
import mitreCwe from './data/mitre-cwe.json' with { type: 'json' };
import nistCsf11 from './data/nist-csf-1.1.json' with { type: 'json' };
import nistCsf20 from './data/nist-csf-2.0.json' with { type: 'json' };
import nistSp800207 from './data/nist-sp-800-207.json' with { type: 'json' };
import nistSp800207a from './data/nist-sp-800-207a.json' with { type: 'json' };
import nistSp80053r5 from './data/nist-sp-800-53r5.json' with { type: 'json' };
import nistSp80063b4 from './data/nist-sp-800-63b-4.json' with { type: 'json' };
import nistSsdf11 from './data/nist-ssdf-1.1.json' with { type: 'json' };
import ospsBaseline20260219 from './data/osps-baseline-2026-02-19.json' with { type: 'json' };
import owaspAgentic2026 from './data/owasp-agentic-2026.json' with { type: 'json' };
import owaspAsvs500 from './data/owasp-asvs-5.0.0.json' with { type: 'json' };
import owaspCicd from './data/owasp-cicd.json' with { type: 'json' };
import owaspLlm2025 from './data/owasp-llm-2025.json' with { type: 'json' };
import owaspLlm2026 from './data/owasp-llm-2026.json' with { type: 'json' };
import owaspMcp2025 from './data/owasp-mcp-2025.json' with { type: 'json' };
import owaspNhi2025 from './data/owasp-nhi-2025.json' with { type: 'json' };
import pciDss401 from './data/pci-dss-4.0.1.json' with { type: 'json' };
import slsa12 from './data/slsa-1.2.json' with { type: 'json' };

/** Every framework edition, by id. */
export const EDITIONS = [
  cisAwsFoundations700,
  cisGcpFoundations500,
  cisGithub120,
  cisKubernetes201,
  iso270012022,
  mitreAtlas,
  mitreAttack,
  mitreCwe,
  nistCsf11,
  nistCsf20,
  nistSp800207,
  nistSp800207a,
  nistSp80053r5,
  nistSp80063b4,
  nistSsdf11,
  ospsBaseline20260219,
  owaspAgentic2026,
  owaspAsvs500,
  owaspCicd,
  owaspLlm2025,
  owaspLlm2026,
  owaspMcp2025,
  owaspNhi2025,
  pciDss401,
  slsa12,
] as readonly FrameworkEdition[];
