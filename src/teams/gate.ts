/** Counts who is inside, per key; `limit` at a time. Keys nobody uses are forgotten at once. */
export const createGate = (limit: number) => {
  const inside = new Map<string, number>();
  return {
    enter(key: string): boolean {
      const count = inside.get(key) ?? 0;
      if (count >= limit) return false;
      inside.set(key, count + 1);
      return true;
    },
    leave(key: string): void {
      const count = inside.get(key) ?? 0;
      if (count > 1) inside.set(key, count - 1);
      else inside.delete(key);
    },
  };
};
