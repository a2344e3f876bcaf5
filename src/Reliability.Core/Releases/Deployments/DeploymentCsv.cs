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
        var csv = new CsvText();
        foreach (string column in Columns)
        {
            csv.Cell(column);
        }

        csv.EndLine();
        foreach (Deployment one in deployments)
        {
            TestResults? tests = one.Tests;
            csv.Cell(one.Id).Cell(one.Service).Cell(one.Environment).Cell(one.Version).Cell(one.Status.ToString())
                .Cell(one.StartedAt).Cell(one.EndedAt).Cell(one.By).Cell(one.RollbackOf).Cell(one.Commits.Count)
                .Cell(one.Commits.Count == 0 ? null : one.Commits.Min(commit => commit.At))
                .Cell(tests?.Passed).Cell(tests?.Failed).Cell(tests?.Skipped)
                .Cell(one.Flags == DeploymentDoubts.None ? null : one.Flags.ToString())
                .EndLine();
        }

        return csv.ToString();
    }
}
