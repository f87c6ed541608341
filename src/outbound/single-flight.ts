/** However many ask at once, the work is done once; the next caller after it ended starts it anew. */
export const singleFlight = <Result>(work: () => Promise<Result>): (() => Promise<Result>) => {
  let flying: Promise<Result> | null = null;
  return () => {
    flying ??= work().finally(() => {
      flying = null;
    });
    return flying;
  };
};
