using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>The test results of a deployment or of one of its suites; <c>passed</c> counts tests, and <c>isPassed</c> says how it went.
/// </summary>
internal sealed record TestsResource(
    string? Suite, int Passed, int Failed, int Skipped, bool IsAborted, bool IsPassed, IReadOnlyList<string> FailedTests)
{
    public static TestsResource From(string? suite, TestResults results) => new(
        suite, results.Passed, results.Failed, results.Skipped, results.IsAborted, results.IsPassed, results.FailedTests);
}
