/**
 * The shape of an activity as far as Handoff reads it. Strict where something depends on it, tolerant of everything
 * else: Teams adds fields at will. Sizes are capped far above what Teams sends.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';

const id = z.string().min(1).max(1_024);
const short = z.string().max(512);
/** An empty or unusable optional value is as good as none: it must not cost somebody a turn. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);

const account = z.object({
  id,
  name: lenient(short),
  aadObjectId: lenient(z.string().min(1).max(128)),
  tenantId: lenient(z.string().min(1).max(128)),
  userRole: lenient(short),
  properties: lenient(z.object({ userRole: lenient(short) })),
});
const entity = z.object({
  type: z.string().max(128),
  text: lenient(short),
  mentioned: lenient(z.object({ id: lenient(id) })),
  locale: lenient(short),
  timezone: lenient(short),
});
const attachment = z.object({
  contentType: lenient(z.string().max(256)),
  name: lenient(z.string().max(1_024)),
  content: z.unknown().optional(),
});
const person = z.object({ id: lenient(id) });

const activityShape = z.object({
  type: z.string().min(1).max(64),
  id: lenient(id),
  name: lenient(z.string().max(256)),
  action: lenient(z.string().max(64)),
  channelId: z.string().min(1).max(64),
  serviceUrl: z.string().min(1).max(2_048),
  timestamp: lenient(z.string().max(64)),
  localTimezone: lenient(short),
  locale: lenient(short),
  from: account,
  recipient: z.object({ id, name: lenient(short) }),
  conversation: z.object({
    id,
    conversationType: lenient(z.string().max(64)),
    tenantId: lenient(z.string().min(1).max(128)),
    isGroup: lenient(z.boolean()),
  }),
  channelData: lenient(
    z.object({
      tenant: lenient(z.object({ id: lenient(z.string().min(1).max(128)) })),
      eventType: lenient(short),
    }),
  ),
  text: lenient(z.string()),
  replyToId: lenient(id),
  value: z.unknown().optional(),
  entities: lenient(z.array(z.unknown()).max(1_000)),
  attachments: lenient(z.array(z.unknown()).max(1_000)),
  membersAdded: lenient(z.array(person).max(10_000)),
  membersRemoved: lenient(z.array(person).max(10_000)),
});

/** What Handoff reads of an activity, checked. Absent values are null or undefined alike. */
export type TeamsActivity = Omit<z.infer<typeof activityShape>, 'id' | 'entities' | 'attachments'> & {
  readonly id: string;
  readonly entities: readonly z.infer<typeof entity>[];
  readonly attachments: readonly z.infer<typeof attachment>[];
};

const readable = <Schema extends z.ZodType>(schema: Schema, list: readonly unknown[] | null | undefined) =>
  (list ?? []).flatMap((one) => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });

/** An activity without an id still must not be taken twice: its content names it. */
const idOf = (body: unknown): string =>
  `sha256:${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`;

const checked = (body: unknown): TeamsActivity | null => {
  const parsed = activityShape.safeParse(body);
  if (!parsed.success) return null;
  const { data } = parsed;
  return {
    ...data,
    id: data.id ?? idOf(body),
    entities: readable(entity, data.entities),
    attachments: readable(attachment, data.attachments),
  };
};

/** A parsed JSON body → an activity, or null where type, sender, recipient, conversation, channel or service is missing. */
export const readActivity = (body: unknown): TeamsActivity | null => {
  try {
    return checked(body);
  } catch {
    // zod compares whatever stands under `length`, also of an object where a text belongs; one that cannot be made a
    // number throws. No honest sender writes such a thing.
    return null;
  }
};
