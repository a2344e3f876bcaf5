using Reliability.Releases.Internal;

namespace Reliability.Releases;

/// <summary>A reason for the verdict of a release gate.</summary>
public sealed record GateReason
{
    /// <summary>Gets the verdict of this reason alone: allow, warn or block.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not allow, warn or block.</exception>
    public required GateVerdict Verdict { get; init => field = Verdicts.Require(value, nameof(Verdict)); }

    /// <summary>
    /// Gets the kind of reason, one of <see cref="GateReasonCodes"/> or a code that another <see cref="IReleaseCheck"/> documents.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>Gets the objective, or <see langword="null"/> if the reason does not concern one.</summary>
    public string? Slo { get; init; }

    /// <summary>Gets the evidence as a sentence.</summary>
    public required string Message { get; init; }
}
