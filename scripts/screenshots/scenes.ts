/** The pictures to take, as data. */

export type Theme = 'light' | 'dark' | 'hc' | 'hcLight';
export type Action =
  'editor' | 'hover' | 'lightbulb' | 'problems' | 'walkthrough' | 'card' | 'scopes' | 'graph';

export interface Scene {
  /** Of the picture: `docs/images/NAME.png`. */
  readonly name: string;
  /** Opened in the editor, below the folder. */
  readonly file?: string;
  /** Where the cursor is, and so what is hovered or fixed; 0-based, as everywhere. */
  readonly line?: number;
  readonly character?: number;
  readonly action: Action;
  /** Text that must be seen before the picture is taken, in the window or in a page inside it. */
  readonly waitFor?: string;
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Of the window, in CSS pixels; 960 × 720 when left out. The picture has twice as many. */
  readonly size?: { readonly width: number; readonly height: number };
  /** From the first to the last of these, each the text of a line or lens, or a selector that begins with a dot. */
  readonly crop?: { readonly from: string; readonly to: string };
}

/** A scan on the command line, drawn as the terminal shows it. */
export interface TerminalScene {
  readonly name: string;
  /** What is typed, without `trustscope`. */
  readonly args: readonly string[];
  readonly columns: number;
}

const release = { file: '.github/workflows/release.yml' };
const writeAll = { ...release, line: 35, character: 20 };
const preview = { file: '.github/workflows/preview.yml', line: 3, character: 8 };

/** A hover may have a quarter of the editor's height: all of it is seen in a window that is taller than the picture. */
const tall = { width: 960, height: 1600 };
const belowTheLine = { 'editor.hover.above': false };

const hero: Scene = {
  name: 'hero',
  ...writeAll,
  action: 'hover',
  size: tall,
  settings: belowTheLine,
  crop: { from: 'push to tag v*', to: '.monaco-hover' },
};

export const scenes: readonly Scene[] = [
  hero,
  {
    name: 'diagnostic-hover',
    ...preview,
    action: 'hover',
    size: tall,
    settings: belowTheLine,
    crop: { from: 'name: Preview', to: '.monaco-hover' },
  },
  {
    name: 'lightbulb',
    ...writeAll,
    action: 'lightbulb',
    crop: { from: 'push to tag v*', to: 'secrets.NPM_TOKEN' },
  },
  {
    name: 'code-lenses',
    file: '.github/workflows/ci.yml',
    action: 'editor',
    waitFor: '(default, assumed)',
    crop: { from: 'name: CI', to: 'npx eslint' },
  },
  {
    name: 'session-card',
    file: '.github/workflows/deploy.yml',
    line: 9,
    character: 4,
    action: 'card',
    size: { width: 1280, height: 640 },
  },
  {
    name: 'walkthrough',
    action: 'walkthrough',
    waitFor: 'Behind the gate',
    size: { width: 1280, height: 860 },
  },
  {
    name: 'role-reach',
    ...release,
    line: 25,
    character: 36,
    action: 'hover',
    size: tall,
    settings: belowTheLine,
    crop: { from: 'configure-aws-credentials', to: '.monaco-hover' },
  },
  {
    name: 'gitlab',
    file: 'pipelines/.gitlab-ci.yml',
    line: 23,
    character: 91,
    action: 'hover',
    size: tall,
    settings: belowTheLine,
    crop: { from: 'deploy:', to: '.monaco-hover' },
  },
  {
    name: 'cluster',
    file: 'deploy/shop.yaml',
    line: 103,
    character: 42,
    action: 'hover',
    size: tall,
    settings: belowTheLine,
    crop: { from: 'kind: AuthorizationPolicy', to: '.monaco-hover' },
  },
  {
    name: 'agent',
    file: '.claude/settings.json',
    line: 9,
    character: 26,
    action: 'hover',
    size: tall,
    settings: belowTheLine,
    crop: { from: '"permissions"', to: '.monaco-hover' },
  },
  {
    name: 'trust-scopes',
    ...release,
    line: 35,
    character: 4,
    action: 'scopes',
    size: { width: 1440, height: 900 },
  },
  {
    name: 'reach-graph',
    ...release,
    line: 35,
    character: 4,
    action: 'graph',
    waitFor: '30 sessions',
    theme: 'dark',
    size: { width: 1440, height: 900 },
  },
  { ...hero, name: 'dark', theme: 'dark' },
  { ...hero, name: 'high-contrast', theme: 'hc' },
];

export const terminalScenes: readonly TerminalScene[] = [
  { name: 'cli', args: ['scan', '--min-severity', 'warning'], columns: 104 },
];
