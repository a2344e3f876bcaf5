using System.Text;

namespace Reliability.Releases.Internal;

/// <summary>Test results as part of a stored entry.</summary>
internal sealed record StoredTests
{
    private const int MaxNameLength = 200;

    public required string Suite { get; init; }

    public required int Passed { get; init; }

    public required int Failed { get; init; }

    public required int Skipped { get; init; }

    public bool? Aborted { get; init; }

    /// <summary>The names of the first failed tests.</summary>
    public IReadOnlyList<string>? FailedTests { get; init; }

    public static StoredTests Of(string suite, TestResults results)
    {
        string[] failed = [.. results.FailedTests.Take(TestResults.MaxFailedTests).Select(Shortened)];
        return new StoredTests
        {
            Suite = suite,
            Passed = results.Passed,
            Failed = results.Failed,
            Skipped = results.Skipped,
            Aborted = results.IsAborted ? true : null,
            FailedTests = failed.Length == 0 ? null : failed,
        };
    }

    public TestResults ToResults() => new()
    {
        Passed = Passed,
        Failed = Failed,
        Skipped = Skipped,
        IsAborted = Aborted ?? false,
        FailedTests = FailedTests ?? [],
    };

    /// <summary>Returns a name as it can be stored and shown in one line: at most 200 characters, valid Unicode, no controls.</summary>
    public static string Shortened(string name)
    {
        var text = new StringBuilder(Math.Min(name.Length, MaxNameLength));
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > MaxNameLength)
            {
                break;
            }

            text.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? "\uFFFD" : rune.ToString());
        }

        return text.ToString();
    }
}
