using Reliability.Common;

namespace Reliability.Experiments;

/// <summary>A request to conclude an experiment.</summary>
public sealed record ConcludeRequest : ChangeRequest
{
    /// <summary>
    /// Gets the key of the variant that was chosen, or the control to change nothing. It is stored and not assigned to any unit: see
    /// <see cref="ExperimentConclusion.Shipped"/>.
    /// </summary>
    public required string Ship { get; init; }

    /// <summary>
    /// Gets a value indicating whether to conclude despite the reasons against it. The reasons are stored with the author and the reason of
    /// the request.
    /// </summary>
    public bool Override { get; init; }
}
