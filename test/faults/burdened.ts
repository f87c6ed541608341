/**
 * Loaded before the bot. At each signal it burdens the process a little more: with objects V8 keeps, with memory beside
 * them, or by holding the event loop.
 */
const kept: unknown[] = [];
const megabyte = 1_048_576;

const burdens: Readonly<Record<string, () => void>> = {
  heap: () => void kept.push(Array.from({ length: 20_000 }, (_, nth) => ({ nth }))),
  bytes: () => void kept.push(Buffer.alloc(8 * megabyte, 1)),
  loop: () => {
    const until = performance.now() + 1_500;
    while (performance.now() < until);
  },
};

const burden = burdens[process.env['BURDEN'] ?? ''];
for (let times = Number(process.env['BURDENED_TIMES'] ?? 0); times > 0; times -= 1) burden?.();
process.on('SIGUSR2', () => burden?.());
