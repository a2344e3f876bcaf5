namespace Reliability.Statistics;

/// <summary>One look of a group sequential test.</summary>
public sealed record GroupSequentialLook
{
    /// <summary>The share of the final units that are in at this look, above 0 and at most 1.</summary>
    public required double InformationFraction { get; init; }

    /// <summary>The |z| from which on the test stops for an effect here, above 0, at most 38.</summary>
    public required double Boundary { get; init; }

    /// <summary>The two-sided p-value that belongs to <see cref="Boundary"/>: what an ordinary test must not exceed here.</summary>
    public required double NominalPValue { get; init; }

    /// <summary>The risk spent up to and with this look, 0 to the whole risk.</summary>
    public required double SpentAlpha { get; init; }
}
