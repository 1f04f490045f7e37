import { Random } from '../random.js';

/** A configuration with the names of the roles that it makes, worked out while it is written. */
export interface Written {
  readonly files: Readonly<Record<string, string>>;
  readonly names: readonly string[];
}

/** An expression as it is written, and what it comes to. */
interface Made<T> {
  readonly text: string;
  readonly value: T;
}

interface Names {
  readonly texts: Made<string>[];
  readonly lists: Made<readonly string[]>[];
  readonly maps: Made<Readonly<Record<string, string>>>[];
}

/** Whether a default is left out of a list hangs on whoever replaces it. */
const NONE: Names = { texts: [], lists: [], maps: [] };

const WORDS = ['app', 'deploy', 'core', 'edge', 'blue', 'x1', 'team', 'ops'];
const DEEPEST = 3;

/**
 * Writes a configuration at random: variables with defaults and settings, locals, a module that is called once or for each
 * key of a map, functions. Each value is worked out by JavaScript's own means, beside the text, and by nothing else.
 */
export function writtenAtRandom(random: Random): Written {
  const root: Names = { texts: [], lists: [], maps: [] };
  const variables = settled(random, root);
  const locals = withLocals(random, root);
  const own = text(random, root, DEEPEST);
  const seed = random.below(1_000_000_000);
  // What is written hangs on the seed alone, what it comes to on the name as well.
  const within = (value: string): Made<string> =>
    text(new Random(seed), { ...NONE, texts: [{ text: 'var.name', value }] }, 2);
  const fill = (name: string): string => within(name).value;
  const inner = within('');
  const loop = random.chance(0.5) ? map(random, root, 1) : undefined;
  const argument = text(random, root, 2);
  const called =
    loop === undefined
      ? `module "m" {\n  source = "./m"\n  name = ${argument.text}\n}\n`
      : `module "m" {\n  source = "./m"\n  for_each = ${loop.text}\n  name = "\${each.key}-\${each.value}"\n}\n`;
  const made =
    loop === undefined
      ? [fill(argument.value)]
      : Object.entries(loop.value).map(([key, value]) => fill(`${key}-${value}`));
  const counted = random.chance(0.3) ? random.below(3) : undefined;
  const several = Array.from({ length: counted ?? 1 }, (_, at) =>
    counted === undefined || counted === 1 ? own.value : `${own.value}-${String(at)}`,
  );
  const name = counted === undefined || counted === 1 ? own.text : `"\${${own.text}}-\${count.index}"`;
  return {
    files: {
      'main.tf': `${variables.text}${locals}${called}${role('own', name, counted)}`,
      'terraform.tfvars': variables.settings,
      'm/main.tf': `variable "name" {}\n${role('inner', inner.text, undefined)}`,
    },
    names: [...several, ...made].filter((one) => one !== '').sort(),
  };
}

function role(label: string, name: string, count: number | undefined): string {
  return `resource "aws_iam_role" "${label}" {\n${count === undefined ? '' : `  count = ${String(count)}\n`}  name = ${name}\n  assume_role_policy = jsonencode({ Statement = [] })\n}\n`;
}

/** Variables whose values are set by a file of settings, so that nobody replaces them. */
function settled(random: Random, names: Names): { readonly text: string; readonly settings: string } {
  const lines: string[] = [];
  const settings: string[] = [];
  for (let at = 0; at < 2; at += 1) {
    const value = word(random);
    lines.push(`variable "v${String(at)}" {\n  default = "${word(random)}"\n}`);
    settings.push(`v${String(at)} = "${value}"`);
    names.texts.push({ text: `var.v${String(at)}`, value });
  }
  return { text: `${lines.join('\n')}\n`, settings: `${settings.join('\n')}\n` };
}

function withLocals(random: Random, names: Names): string {
  const lines: string[] = [];
  for (let at = 0; at < 4; at += 1) {
    const name = `local.l${String(at)}`;
    const kind = random.below(3);
    if (kind === 0) {
      const made = text(random, names, 2);
      lines.push(`l${String(at)} = ${made.text}`);
      names.texts.push({ text: name, value: made.value });
    } else if (kind === 1) {
      const made = list(random, names, 2);
      lines.push(`l${String(at)} = ${made.text}`);
      names.lists.push({ text: name, value: made.value });
    } else {
      const made = map(random, names, 2);
      lines.push(`l${String(at)} = ${made.text}`);
      names.maps.push({ text: name, value: made.value });
    }
  }
  return `locals {\n  ${lines.join('\n  ')}\n}\n`;
}

function word(random: Random): string {
  return random.pick(WORDS);
}

const TEXTS: readonly ((random: Random, names: Names, depth: number) => Made<string>)[] = [
  (random, names, depth) => {
    const [a, b] = [text(random, names, depth), text(random, names, depth)];
    return { text: `"\${${a.text}}-\${${b.text}}"`, value: `${a.value}-${b.value}` };
  },
  (random, names, depth) => wrapped('upper', text(random, names, depth), (value) => value.toUpperCase()),
  (random, names, depth) => wrapped('lower', text(random, names, depth), (value) => value.toLowerCase()),
  (random, names, depth) => {
    const made = text(random, names, depth);
    return { text: `format("%s_%s", ${made.text}, "f")`, value: `${made.value}_f` };
  },
  (random, names, depth) => {
    const made = text(random, names, depth);
    return { text: `replace(${made.text}, "-", "_")`, value: made.value.split('-').join('_') };
  },
  (random, names, depth) => {
    const made = text(random, names, depth);
    return { text: `trimprefix("pre-\${${made.text}}", "pre-")`, value: made.value };
  },
  (random, names, depth) => {
    const made = list(random, names, depth);
    return { text: `join("+", ${made.text})`, value: made.value.join('+') };
  },
  (random, names, depth) => {
    const [a, b] = [text(random, names, depth), text(random, names, depth)];
    const [one, other] = [word(random), word(random)];
    return {
      text: `"${one}" == "${other}" ? ${a.text} : ${b.text}`,
      value: one === other ? a.value : b.value,
    };
  },
  (random, names, depth) => {
    const made = map(random, names, depth);
    const key = random.pick(WORDS);
    const other = word(random);
    return { text: `lookup(${made.text}, "${key}", "${other}")`, value: made.value[key] ?? other };
  },
  (random, names, depth) => {
    const made = map(random, names, depth);
    const key = random.pick(WORDS);
    const other = word(random);
    return { text: `try(${made.text}["${key}"], "${other}")`, value: made.value[key] ?? other };
  },
  (random, names, depth) => {
    const made = list(random, names, depth);
    return { text: `element(${made.text}, 1)`, value: made.value[1 % made.value.length] ?? '' };
  },
  (random, names, depth) => {
    const made = text(random, names, depth);
    return { text: `coalesce(null, "", ${made.text})`, value: made.value };
  },
  (random, names, depth) => {
    const made = list(random, names, depth);
    return { text: `"n\${length(${made.text})}"`, value: `n${String(made.value.length)}` };
  },
  (random, names, depth) => {
    const [a, b] = [text(random, names, depth), text(random, names, depth)];
    const [one, other] = [word(random), word(random)];
    return {
      text: `"%{ if "${one}" == "${other}" }\${${a.text}}%{ else } \${~ ${b.text} }%{ endif }"`,
      value: one === other ? a.value : b.value,
    };
  },
  (random, _names, depth) => {
    const made = list(random, NONE, depth);
    return {
      text: `"%{ for at, one in ${made.text} }\${at}\${one}.%{ endfor }"`,
      value: made.value.map((one, at) => `${String(at)}${one}.`).join(''),
    };
  },
  (random) => {
    const [a, b] = [1 + random.below(40), 1 + random.below(7)];
    return {
      text: `"n\${(${String(a * b)} / ${String(b)}) + ${String(a)} % ${String(b)}}"`,
      value: `n${String(a + (a % b))}`,
    };
  },
  (random, _names, depth) => {
    const made = list(random, NONE, depth);
    const not = word(random);
    return {
      text: `join("", [for one in concat(${made.text}, ["end"]) : upper(one) if one != "${not}"])`,
      value: [...made.value, 'end']
        .filter((one) => one !== not)
        .map((one) => one.toUpperCase())
        .join(''),
    };
  },
];

function text(random: Random, names: Names, depth: number): Made<string> {
  if (names.texts.length > 0 && random.chance(0.3)) return random.pick(names.texts);
  if (depth <= 0 || random.chance(0.2)) {
    const value = word(random);
    return { text: `"${value}"`, value };
  }
  return bracketed(random.pick(TEXTS)(random, names, depth - 1));
}

/** A condition has to stand in brackets inside of most other expressions. */
function bracketed(made: Made<string>): Made<string> {
  return made.text.includes(' ? ') && !made.text.startsWith('"${')
    ? { ...made, text: `(${made.text})` }
    : made;
}

function wrapped(name: string, made: Made<string>, make: (value: string) => string): Made<string> {
  return { text: `${name}(${made.text})`, value: make(made.value) };
}

function list(random: Random, names: Names, depth: number): Made<readonly string[]> {
  if (names.lists.length > 0 && random.chance(0.3)) return random.pick(names.lists);
  if (depth > 0 && random.chance(0.4)) {
    const [a, b] = [list(random, names, depth - 1), list(random, names, depth - 1)];
    return { text: `concat(${a.text}, ${b.text})`, value: [...a.value, ...b.value] };
  }
  if (depth > 0 && random.chance(0.3)) {
    const made = map(random, names, depth - 1);
    return {
      text: `values(${made.text})`,
      value: Object.keys(made.value)
        .sort()
        .map((key) => made.value[key] ?? ''),
    };
  }
  const items = Array.from({ length: 1 + random.below(3) }, () => text(random, names, depth - 1));
  return { text: `[${items.map((one) => one.text).join(', ')}]`, value: items.map(({ value }) => value) };
}

function map(random: Random, names: Names, depth: number): Made<Readonly<Record<string, string>>> {
  if (names.maps.length > 0 && random.chance(0.3)) return random.pick(names.maps);
  if (depth > 0 && random.chance(0.3)) {
    const [a, b] = [map(random, names, depth - 1), map(random, names, depth - 1)];
    return { text: `merge(${a.text}, ${b.text})`, value: { ...a.value, ...b.value } };
  }
  const keys = [...new Set(Array.from({ length: 1 + random.below(3) }, () => word(random)))].sort();
  const items = keys.map((key) => [key, text(random, names, depth - 1)] as const);
  return {
    text: `{ ${items.map(([key, made]) => `${key} = ${made.text}`).join(', ')} }`,
    value: Object.fromEntries(items.map(([key, made]) => [key, made.value])),
  };
}
