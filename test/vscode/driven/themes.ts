/** Themes that what we show has to be read in. */
export type Theme = 'light' | 'dark' | 'high contrast';

export const themes: Readonly<Record<Theme, string>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high contrast': 'Default High Contrast',
};
