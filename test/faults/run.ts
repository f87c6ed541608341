/** Prints the fault matrix with the count of concrete cases that prove each row. Exit code 1 if a proof is gone. */
import { provedMatrix, type Proved } from './proofs.ts';

const proofOf = ({ fault: { proofs = [], whyNot } }: Proved): string =>
  whyNot === undefined ? [...new Set(proofs.map((proof) => proof.in))].join(', ') : `not here: ${whyNot}`;

const proved = await provedMatrix();
const out = (text: string): void => void process.stdout.write(`${text}\n`);
out('| # | fault | expected | cases | shown in |');
out('| --- | --- | --- | --- | --- |');
for (const one of proved)
  out(
    `| ${String(one.fault.row)} | ${one.fault.fault} | ${one.fault.expected} | ${String(one.cases)} | ${proofOf(one)} |`,
  );

const shown = proved.filter(({ cases }) => cases > 0);
const sum = proved.reduce((all, { cases }) => all + cases, 0);
out(`\n${String(shown.length)} of ${String(proved.length)} faults shown, by ${String(sum)} cases.`);
const missing = proved.flatMap((one) => one.missing.map((proof) => ({ row: one.fault.row, ...proof })));
for (const one of missing) out(`fault ${String(one.row)}: no test "${one.title}" in ${one.in}`);
if (missing.length > 0) process.exitCode = 1;
