using Reliability.Common;

namespace Reliability.Experiments;

/// <summary>How an experiment shall end.</summary>
public sealed record ConcludeRequest : ChangeRequest
{
    /// <summary>The key of the variant that was decided on, the control to change nothing. It is kept, and given to nobody: see <see cref="ExperimentConclusion.Shipped"/>.</summary>
    public required string Ship { get; init; }

    /// <summary>Whether to conclude whatever stands against it; what that is, is kept with who and why.</summary>
    public bool Override { get; init; }
}
