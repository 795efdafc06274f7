import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** The last line, which scripts/test adds up: `N passed, M failed`. */
export default class Totals implements Reporter {
  #passed = 0;
  readonly #failed = new Set<string>();
  #broken = 0;

  printsToStdio(): boolean {
    return true;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'passed') this.#passed += 1;
    else this.#failed.add(test.id);
  }

  onError(): void {
    this.#broken += 1;
  }

  onEnd(result: FullResult): void {
    // A run that was stopped or could not begin is no success, whatever passed before.
    if (result.status !== 'passed' && this.#failed.size === 0) this.#broken ||= 1;
  }

  onExit(): Promise<void> {
    process.stdout.write(`\n${this.#passed} passed, ${this.#failed.size + this.#broken} failed\n`);
    return Promise.resolve();
  }
}
