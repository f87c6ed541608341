/** Whether the work was right: what was taken, what arrived, what is kept. Pure. */

export type Work = {
  /** Of what was answered with success and changes something, the key it is known again by; and what all others were answered. */
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
  /** Replies wanted and arrived, by conversation. */
  readonly wanted: ReadonlyMap<string, number>;
  readonly arrived: ReadonlyMap<string, readonly string[]>;
};

export type Kept = {
  /** Of everything that came and changed something. */
  readonly keys: readonly string[];
  readonly cases: number;
  readonly casesWanted: number;
  readonly integrity: string;
};

const some = (ids: readonly string[]): string => ids.slice(0, 3).join(', ');

const problem = (ids: readonly string[], what: string): readonly string[] =>
  ids.length === 0 ? [] : [`${ids.length} ${what}: ${some(ids)}`];

const repeated = (values: readonly string[]): readonly string[] => {
  const once = new Set<string>();
  return values.filter((value) => once.size === once.add(value).size);
};

/** Every reply arrived, once. */
export const wireProblems = ({ refused, wanted, arrived }: Work): readonly string[] => {
  const conversations = [...new Set([...wanted.keys(), ...arrived.keys()])];
  const counts = conversations.map((id) => ({
    id,
    wanted: wanted.get(id) ?? 0,
    arrived: new Set(arrived.get(id)).size,
  }));
  return [
    ...problem(refused, 'activities were not answered with success'),
    ...problem([...arrived.values()].flatMap(repeated), 'replies arrived twice'),
    ...problem(
      counts.filter((one) => one.arrived < one.wanted).map(({ id }) => id),
      'conversations lack a reply',
    ),
    ...problem(
      counts.filter((one) => one.arrived > one.wanted).map(({ id }) => id),
      'conversations got more than was asked for',
    ),
  ];
};

/** What was accepted is kept, once, and nothing else. */
export const keptProblems = ({ accepted }: Pick<Work, 'accepted'>, kept: Kept): readonly string[] => {
  const stored = new Set(kept.keys);
  const taken = new Set(accepted);
  return [
    ...problem(repeated(accepted), 'inputs were sent twice by the bench itself'),
    ...problem(
      [...taken].filter((id) => !stored.has(id)),
      'accepted inputs are not in the database',
    ),
    ...problem(
      [...stored].filter((id) => !taken.has(id)),
      'inputs in the database were never accepted',
    ),
    ...(kept.cases === kept.casesWanted
      ? []
      : [`${kept.cases} cases in the database, ${kept.casesWanted} were opened`]),
    ...(kept.integrity === 'ok' ? [] : [`integrity_check: ${kept.integrity}`]),
  ];
};
