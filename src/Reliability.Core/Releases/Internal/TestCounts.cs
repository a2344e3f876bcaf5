namespace Reliability.Releases.Internal;

/// <summary>The numbers of tests while a file is read, and the names of the first that failed.</summary>
internal sealed class TestCounts
{
    private readonly List<string> _failedTests = [];

    public int Passed { get; set; }

    public int Failed { get; private set; }

    public int Skipped { get; set; }

    public bool IsAborted { get; set; }

    public TestResults Results => new()
    {
        Passed = Passed,
        Failed = Failed,
        Skipped = Skipped,
        IsAborted = IsAborted,
        FailedTests = [.. _failedTests],
    };

    public void Fail(string? name)
    {
        Failed++;
        if (_failedTests.Count < TestResults.MaxFailedTests)
        {
            _failedTests.Add(string.IsNullOrWhiteSpace(name) ? "(no name)" : StoredTests.Shortened(name));
        }
    }
}
