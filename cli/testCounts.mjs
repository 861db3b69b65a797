/** Counts tests over all runners, from their reports. */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped each with its reason where one was given
 */

/**
 * A stage that is no test runner counts as one test.
 * @param {boolean} succeeded
 * @returns {Counts}
 */
export const countOne = (succeeded) => ({
  passed: succeeded ? 1 : 0,
  failed: succeeded ? 0 : 1,
  skipped: [],
});

/**
 * @typedef {object} VitestReport
 * @property {{ name: string, status: string, message?: string, assertionResults: VitestResult[] }[]} testResults
 * @typedef {object} VitestResult
 * @property {string} fullName
 * @property {string} status
 */

/**
 * From vitest's `json` reporter.
 * @param {VitestReport} report
 * @returns {Counts}
 */
export function countVitest({ testResults }) {
  const results = testResults.flatMap((file) => file.assertionResults);
  // A file that fails before its first test has no results of its own.
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failed: results.filter(({ status }) => status === 'failed').length + broken.length,
    skipped: results
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
  };
}

/**
 * @typedef {object} PlaywrightSuite
 * @property {PlaywrightSuite[]} [suites]
 * @property {PlaywrightSpec[]} specs
 * @typedef {object} PlaywrightSpec
 * @property {string} title
 * @property {PlaywrightTest[]} tests
 * @typedef {object} PlaywrightTest
 * @property {string} status "expected", "unexpected", "flaky" or "skipped"
 * @property {{ type: string, description?: string }[]} annotations
 */

/**
 * From Playwright's `json` reporter.
 * @param {{ suites: PlaywrightSuite[] }} report
 * @returns {Counts}
 */
export function countPlaywright({ suites }) {
  /** @type {(suite: PlaywrightSuite) => PlaywrightSpec[]} */
  const specsOf = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
  const tests = suites
    .flatMap(specsOf)
    .flatMap(({ title, tests }) => tests.map((test) => ({ title, ...test })));
  const skipped = tests.filter(({ status }) => status === 'skipped');
  const passed = tests.filter(({ status }) => status === 'expected').length;
  return {
    passed,
    failed: tests.length - passed - skipped.length,
    skipped: skipped.map(({ title, annotations }) => {
      const reason = annotations.find(({ type }) => type === 'skip')?.description;
      return reason ? `${title}: ${reason}` : title;
    }),
  };
}

/**
 * @param {Counts[]} counts
 * @returns {Counts}
 */
export function sum(counts) {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
    skipped: counts.flatMap(({ skipped }) => skipped),
  };
}

/** @param {Counts} counts */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
