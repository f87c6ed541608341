/** Prints, as JSON, the full titles of the tests in the files named on the command line, without running them. */
import Mocha from 'mocha';

const titles: Record<string, readonly string[]> = {};
for (const file of process.argv.slice(2)) {
  const mocha = new Mocha({ dryRun: true });
  mocha.addFile(file);
  const own: string[] = [];
  try {
    await mocha.loadFilesAsync();
    mocha.suite.eachTest((test) => own.push(test.fullTitle()));
  } catch (caught) {
    // Its proofs are missing then, which is what the caller asks.
    process.stderr.write(`${file} cannot be loaded: ${String(caught)}\n`);
  }
  titles[file] = own;
}
process.stdout.write(JSON.stringify(titles), () => process.exit(0));
