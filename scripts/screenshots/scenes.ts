/** The pictures to take, as data. */

export type Theme = 'light' | 'dark' | 'hc';
export type Action = 'editor' | 'lens' | 'hover' | 'lightbulb' | 'problems' | 'walkthrough' | 'command';

export interface Scene {
  /** Of the picture: `docs/images/NAME.png`. */
  readonly name: string;
  /** Opened as the workspace, below the examples; the examples themselves when left out. */
  readonly folder?: string;
  /** Opened in the editor, below the workspace. */
  readonly file?: string;
  /** Where the cursor is, and so what is hovered or fixed; 0-based, as everywhere. */
  readonly line?: number;
  readonly character?: number;
  readonly action: Action;
  /** For `command`: its title as the command palette shows it. */
  readonly command?: string;
  /** Text that must be seen before the picture is taken. */
  readonly waitFor?: string;
  readonly theme?: Theme;
  readonly sidebar?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Of the window, in CSS pixels; 1280 × 800 when left out. The picture has twice as many. */
  readonly size?: { readonly width: number; readonly height: number };
  /** A part of the window, in CSS pixels. */
  readonly clip?: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

const release = { file: '.github/workflows/release.yml' };

export const scenes: readonly Scene[] = [
  { name: 'code-lens', ...release, action: 'lens' },
  { name: 'hover', ...release, line: 4, character: 14, action: 'hover' },
  { name: 'quick-fix', ...release, line: 4, character: 14, action: 'lightbulb' },
  { name: 'problems', ...release, action: 'problems', theme: 'dark' },
  { name: 'walkthrough', action: 'walkthrough' },
  {
    name: 'session-card',
    ...release,
    line: 7,
    character: 4,
    action: 'command',
    command: 'TrustScope: Show Trust Scope of the Session',
  },
];
