namespace Reliability.Slos.Internal;

/// <summary>The minutes of an hour that is excluded in part, kept beyond their time, so that any exclusion or revocation can be worked out again. Format 1.</summary>
internal sealed record KeptMinutes
{
    public const int Format = 1;

    public int V { get; init; } = Format;

    /// <summary>The minutes that were measured.</summary>
    public required IReadOnlyList<KeptMinute> Minutes { get; init; }
}
