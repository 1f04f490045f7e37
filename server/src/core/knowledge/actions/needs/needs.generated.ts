// Generated from needs/data/*.json by `npm run generate`. Do not edit.

export const ACTION_NEEDS = "{}";
