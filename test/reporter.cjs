'use strict';
// Mocha's own report, and after it one plain line that any reader of logs understands.
const { Spec } = require('mocha').reporters;

class Count extends Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures } = this.stats;
    process.stdout.write(`${passes} passed, ${failures} failed\n`);
  }
}
module.exports = Count;
