using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>The results of a test run.</summary>
public sealed record TestResults
{
    /// <summary>The maximum number of names of failed tests that are kept: 20.</summary>
    public const int MaxFailedTests = 20;

    /// <summary>Gets the number of tests that passed, 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public required int Passed { get; init => field = Check.AtLeast(value, 0, nameof(Passed)); }

    /// <summary>Gets the number of tests that failed, or that ended in an error or by a timeout.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public required int Failed { get; init => field = Check.AtLeast(value, 0, nameof(Failed)); }

    /// <summary>Gets the number of tests that were not run or had no result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public required int Skipped { get; init => field = Check.AtLeast(value, 0, nameof(Skipped)); }

    /// <summary>
    /// Gets a value indicating whether the run itself failed, such as by a crash of its process, or reports more failures than it lists. It
    /// then does not pass, whatever the number of failed tests. Default: <see langword="false"/>.
    /// </summary>
    public bool IsAborted { get; init; }

    /// <summary>Gets the names of the first failed tests, at most <see cref="MaxFailedTests"/> of 200 characters each.</summary>
    public IReadOnlyList<string> FailedTests { get; init; } = [];

    /// <summary>Gets the number of tests.</summary>
    public long Total => (long)Passed + Failed + Skipped;

    /// <summary>
    /// Gets a value indicating whether a test passed, none failed and the run was not aborted. A run without tests does not pass.
    /// </summary>
    public bool IsPassed => Passed > 0 && Failed == 0 && !IsAborted;
}
