/** Counts what is under way and tells when nothing is. */
export const createCount = () => {
  let count = 0;
  let idle: (() => void) | null = null;
  return {
    enter: (): void => void (count += 1),
    leave(): void {
      count -= 1;
      if (count === 0) idle?.();
    },
    /** Resolves when nothing is under way, or when `end` is called. */
    empty: (): Promise<void> =>
      count === 0 ? Promise.resolve() : new Promise<void>((resolve) => (idle = resolve)),
    end: (): void => idle?.(),
  };
};

export type Count = ReturnType<typeof createCount>;
