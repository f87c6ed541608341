/**
 * The clocks of a case: verdict → filed (`unfiled`), the vendor's published first answer (`vendor`), the desk's own
 * handling time (`handling`) and the update promised to the customer (`update`). Two of them belong to the desk's
 * promise: handling time pauses while somebody else holds the case, the promised update never does.
 */
export const clockIds = ['unfiled', 'vendor', 'handling', 'update'] as const;
export type ClockId = (typeof clockIds)[number];

/** `off`: there is nothing to run (not decided, not filed, no published target). `over`: it ran out. */
export type ClockState = 'off' | 'running' | 'paused' | 'over';

export type ClockReading = {
  readonly clock: ClockId;
  readonly state: ClockState;
  /** When it runs out; null while off or paused. */
  readonly dueAt: string | null;
  /** Used part of the time, 0 to 1 and above 1 when over; null while off. */
  readonly share: number | null;
};

/** Who is told at a threshold: the owner at three quarters, the lead when the time is up. */
export type Threshold = 'owner' | 'lead';
/** `asks-us` only rings: they wait for us, and every minute of it is ours. It is no clock on a card. */
export type RingId = ClockId | 'asks-us';
export type ClockReminder = {
  readonly clock: RingId;
  readonly threshold: Threshold;
  readonly dueAt: string;
};
