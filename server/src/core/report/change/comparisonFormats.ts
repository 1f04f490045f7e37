/** The formats in which a comparison is told, in the order in which help lists them. GitLab and what reads JUnit compare two scans by themselves. */
export const COMPARISON_FORMATS = ['text', 'json', 'markdown', 'sarif', 'github', 'rdjson'] as const;

export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];
