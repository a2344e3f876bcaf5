using Reliability.Releases.Internal;

namespace Reliability.Releases;

/// <summary>One reason for a verdict.</summary>
public sealed record GateReason
{
    /// <summary>The verdict that this reason alone gives: allow, warn or block.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The verdict is none of these.</exception>
    public required GateVerdict Verdict { get; init => field = Verdicts.Require(value, nameof(Verdict)); }

    /// <summary>
    /// The kind of reason, one of <see cref="GateReasonCodes"/> or a code that another <see cref="IReleaseCheck"/> documents.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>The objective; <see langword="null"/> when the reason concerns none.</summary>
    public string? Slo { get; init; }

    /// <summary>The evidence in words.</summary>
    public required string Message { get; init; }
}
