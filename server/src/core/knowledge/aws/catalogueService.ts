import type {
  AwsAccess,
  AwsAction,
  AwsActionResource,
  AwsConditionKey,
  AwsResourceType,
  AwsService,
} from '../../model/awsCatalogue.js';

const ACCESS: Readonly<Record<string, AwsAccess>> = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  P: 'Permissions management',
};

const TYPES: Readonly<Record<string, string>> = {
  s: 'String',
  b: 'Bool',
  n: 'Numeric',
  d: 'Date',
  a: 'ARN',
  i: 'IPAddress',
};

/** What a set of actions has in common: most actions of a service share theirs with others. */
interface Shape {
  readonly resourceTypes: readonly AwsActionResource[];
  readonly conditionKeys: readonly string[];
}

/** One service of the table, whose lines are read when they are first asked for. The format: `scripts/generate/aws/table.ts`. */
export class CatalogueService implements AwsService {
  readonly prefix: string;
  readonly name: string;
  readonly #facts: () => string;
  readonly #descriptions: () => string;
  #lines: readonly string[] | undefined;
  #described: readonly string[] | undefined;
  #actions: readonly CatalogueAction[] | undefined;
  #resourceTypes: readonly AwsResourceType[] | undefined;
  #keys: readonly string[] | undefined;
  readonly #shapes = new Map<string, Shape>();
  #shapeTexts: readonly string[] | undefined;
  #needs: ReadonlyMap<number, readonly string[]> | undefined;

  constructor(prefix: string, name: string, facts: () => string, descriptions: () => string) {
    this.prefix = prefix;
    this.name = name;
    this.#facts = facts;
    this.#descriptions = descriptions;
  }

  /** Names of its actions, sorted; reads nothing else. */
  get actionNames(): readonly string[] {
    return items(this.#line(0));
  }

  get actions(): readonly CatalogueAction[] {
    if (this.#actions !== undefined) return this.#actions;
    const access = this.#line(1);
    const shapes = items(this.#line(2));
    this.#actions = this.actionNames.map(
      (name, index) =>
        new CatalogueAction(this, name, index, {
          access: ACCESS[access[index] ?? ''] ?? 'Write',
          shape: shapes[index] ?? '0',
        }),
    );
    return this.#actions;
  }

  get resourceTypes(): readonly AwsResourceType[] {
    this.#resourceTypes ??= items(this.#line(5), '\t').map((text) => {
      const [name = '', arns = '', keys = ''] = text.split('|');
      return { name, arns: arns.split(', '), conditionKeys: this.#keysOf(keys) };
    });
    return this.#resourceTypes;
  }

  get conditionKeys(): readonly string[] {
    this.#keys ??= items(this.#line(3));
    return this.#keys;
  }

  /** The keys that the service describes. */
  describedKeys(): readonly AwsConditionKey[] {
    const types = this.#line(4);
    const texts = this.#texts();
    const actions = this.actionNames.length;
    const described = this.conditionKeys.slice(0, texts.length - actions);
    return described.map((key, index) => conditionKey(key, types[index] ?? '', texts[actions + index] ?? ''));
  }

  shape(number: string): Shape {
    const known = this.#shapes.get(number);
    if (known !== undefined) return known;
    this.#shapeTexts ??= items(this.#line(6));
    const [types = '', keys = ''] = (this.#shapeTexts[parseInt(number, 36)] ?? '').split('|');
    const resourceTypes = items(types, ',').flatMap((text): AwsActionResource[] => {
      const type = this.resourceTypes[parseInt(text, 36)];
      return type === undefined ? [] : [{ type, required: text.endsWith('!') }];
    });
    const shape = { resourceTypes, conditionKeys: this.#keysOf(keys) };
    this.#shapes.set(number, shape);
    return shape;
  }

  dependentActions(index: number): readonly string[] {
    this.#needs ??= new Map(
      items(this.#line(7)).map((text) => {
        const [number = '', others = ''] = text.split('=');
        return [parseInt(number, 36), others.split(',')];
      }),
    );
    return this.#needs.get(index) ?? [];
  }

  describe(index: number): string {
    return this.#texts()[index] ?? '';
  }

  #keysOf(numbers: string): readonly string[] {
    return items(numbers, ',').map((number) => this.conditionKeys[parseInt(number, 36)] ?? '');
  }

  #line(index: number): string {
    this.#lines ??= this.#facts().split('\n');
    return this.#lines[index] ?? '';
  }

  #texts(): readonly string[] {
    // The last line ends like the others, so that nothing follows.
    this.#described ??= this.#descriptions().split('\n').slice(0, -1);
    return this.#described;
  }
}

/** One action; what it takes is looked up in its service when it is asked for. */
export class CatalogueAction implements AwsAction {
  readonly service: string;
  readonly name: string;
  readonly access: AwsAccess;
  readonly index: number;
  readonly #owner: CatalogueService;
  readonly #shape: string;

  constructor(
    owner: CatalogueService,
    name: string,
    index: number,
    { access, shape }: { readonly access: AwsAccess; readonly shape: string },
  ) {
    this.service = owner.prefix;
    this.name = name;
    this.access = access;
    this.index = index;
    this.#owner = owner;
    this.#shape = shape;
  }

  get resourceTypes(): readonly AwsActionResource[] {
    return this.#owner.shape(this.#shape).resourceTypes;
  }

  get conditionKeys(): readonly string[] {
    return this.#owner.shape(this.#shape).conditionKeys;
  }

  get dependentActions(): readonly string[] {
    return this.#owner.dependentActions(this.index);
  }
}

/** A key with the letter of its type: a capital says that it may have several values. */
export function conditionKey(key: string, letter: string, description: string): AwsConditionKey {
  const type = TYPES[letter.toLowerCase()] ?? 'String';
  return { key, type, multivalued: letter !== letter.toLowerCase(), description };
}

function items(text: string, separator = ' '): readonly string[] {
  return text === '' ? [] : text.split(separator);
}
