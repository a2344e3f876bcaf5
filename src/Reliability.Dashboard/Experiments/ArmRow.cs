namespace Reliability.Dashboard.Internal;

/// <summary>An arm with its units.</summary>
internal sealed record ArmRow
{
    public required string Variant { get; init; }

    public required bool IsControl { get; init; }

    public required long Units { get; init; }

    /// <summary>Gets the number of units that the shares lead one to expect.</summary>
    public decimal? Expected { get; init; }

    /// <summary>Gets the verdict on the arm; <see langword="null"/> for the control.</summary>
    public string? Verdict { get; init; }
}
