/** The formats of a report, in the order in which help lists them. */
export const REPORT_FORMATS = [
  'text',
  'json',
  'sarif',
  'markdown',
  'github',
  'gitlab',
  'rdjson',
  'junit',
] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];
