namespace Reliability.Experiments;

/// <summary>How an experiment shall end.</summary>
public sealed record ConcludeRequest
{
    /// <summary>The key of the variant that was decided on, the control to change nothing. It is kept, and given to nobody: see <see cref="ExperimentConclusion.Shipped"/>.</summary>
    public required string Ship { get; init; }

    /// <summary>Who decides, 1 to 200 characters.</summary>
    public required string By { get; init; }

    /// <summary>Why, 1 to 1,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether to conclude whatever stands against it; what that is, is kept with who and why.</summary>
    public bool Override { get; init; }
}
