using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>Writes deployments as CSV.</summary>
public static class DeploymentCsv
{
    private static readonly string[] Columns =
    [
        "id", "service", "environment", "version", "status", "startedAt", "endedAt", "by", "rollbackOf", "commits", "firstCommitAt",
        "testsPassed", "testsFailed", "testsSkipped", "flags",
    ];

    /// <summary>
    /// Returns deployments as CSV (RFC 4180) with a header, one line for each. Times are in UTC. A text that a spreadsheet would compute as
    /// a formula begins with an apostrophe. The same deployments give the same text in every culture.
    /// </summary>
    /// <param name="deployments">The deployments.</param>
    public static string Write(IEnumerable<Deployment> deployments)
    {
        ArgumentNullException.ThrowIfNull(deployments);
        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        CsvText.WriteRow(csv, [.. Columns]);
        foreach (Deployment one in deployments)
        {
            TestResults? tests = one.Tests;
            CsvText.WriteRow(
                csv,
                one.Id,
                one.Service,
                one.Environment,
                one.Version,
                one.Status.ToString(),
                CsvText.Time(one.StartedAt),
                CsvText.Time(one.EndedAt),
                one.By,
                one.RollbackOf,
                Number(one.Commits.Count),
                CsvText.Time(one.Commits.Count == 0 ? null : one.Commits.Min(commit => commit.At)),
                Number(tests?.Passed),
                Number(tests?.Failed),
                Number(tests?.Skipped),
                one.Flags == DeploymentDoubts.None ? null : one.Flags.ToString());
        }

        return csv.ToString();
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
