namespace Reliability.Storage;

/// <summary>A unit that an experiment has seen.</summary>
public readonly record struct EnrolledUnit
{
    /// <summary>Its id.</summary>
    public required string Unit { get; init; }

    /// <summary>The arm it was first seen in.</summary>
    public required string Variant { get; init; }

    /// <summary>When, in UTC to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether it was seen in another arm since, and so counts nowhere.</summary>
    public required bool IsCrossed { get; init; }
}
