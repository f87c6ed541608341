/** A card as lines a support lead can read: what a person sees, top to bottom, folded parts marked. */

export type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** The label of what a choice input holds now. */
const chosen = (input: Json): string => {
  const values = text(input['value']).split(',');
  const titles = list(input['choices'])
    .filter((choice) => values.includes(text(choice['value'])))
    .map((choice) => text(choice['title']));
  return titles.join(', ');
};

/** Longer lists, like the directory's customers, are told by their ends. */
const mostChoices = 13;

const choicesOf = (input: Json): readonly string[] => {
  const titles = list(input['choices']).map((choice) => text(choice['title']));
  if (titles.length === 0) return [];
  const isLong = titles.length > mostChoices;
  const shown = isLong
    ? [...titles.slice(0, 2), `… ${String(titles.length)} choices …`, ...titles.slice(-2)]
    : titles;
  return [`    ( ${shown.join(' | ')} )`];
};

const inputLines = (input: Json): readonly string[] => {
  const value = input['type'] === 'Input.ChoiceSet' ? chosen(input) : text(input['value']);
  const star = input['isRequired'] === true ? ' *' : '';
  const label = text(input['label']) || text(input['title']);
  return [`[${label}${star}] ${value}`.trimEnd(), ...choicesOf(input)];
};

const actionLines = (action: Json): readonly string[] => {
  const title = text(action['title']);
  switch (action['type']) {
    case 'Action.ToggleVisibility':
      return [];
    case 'Action.OpenUrl':
      return [`<${title}> → ${text(action['url'])}`];
    case 'Action.ShowCard':
      return isJson(action['card']) ? [`<${title}>`, ...indent(cardLines(action['card']))] : [];
    default:
      return [`<${title}>`];
  }
};

const columnLines = (columns: readonly Json[]): readonly string[] => {
  const parts = columns.map((column) => list(column['items']).flatMap(elementLines));
  const isOneLineEach = parts.every((part) => part.length <= 1);
  return isOneLineEach ? [parts.flat().join('  |  ')] : parts.flat();
};

const factLine = (fact: Json): string => `${text(fact['title'])}: ${text(fact['value'])}`;

const runs = (element: Json): string =>
  (Array.isArray(element['inlines']) ? element['inlines'] : [])
    .map((run: unknown) => (typeof run === 'string' ? run : isJson(run) ? text(run['text']) : ''))
    .join('');

const shownLines = (element: Json): readonly string[] => {
  const type = text(element['type']);
  if (type === 'TextBlock')
    return text(element['text'])
      .split('\n')
      .filter((line) => line.trim() !== '');
  if (type === 'RichTextBlock') return [runs(element)];
  if (type === 'FactSet') return list(element['facts']).map(factLine);
  if (type === 'ColumnSet') return columnLines(list(element['columns']));
  if (type === 'ActionSet') return list(element['actions']).flatMap(actionLines);
  if (type.startsWith('Input.')) return inputLines(element);
  if (type === 'Table')
    return list(element['rows']).map((row) =>
      list(row['cells'])
        .map((cell) => list(cell['items']).flatMap(elementLines).join(' '))
        .join('  |  '),
    );
  return [...list(element['items']), ...list(element['body'])].flatMap(elementLines);
};

const elementLines = (element: Json): readonly string[] => {
  const lines = shownLines(element);
  return element['isVisible'] === false ? lines.map((line) => `(folded) ${line}`) : lines;
};

export const cardLines = (card: Json): readonly string[] => [
  ...list(card['body']).flatMap(elementLines),
  ...list(card['actions']).flatMap(actionLines),
];

/** Every element and action of a card, however deep. */
export const everything = (card: Json): readonly Json[] => [
  card,
  ...Object.values(card).flatMap((value) =>
    isJson(value) ? everything(value) : list(value).flatMap((one) => everything(one)),
  ),
];
