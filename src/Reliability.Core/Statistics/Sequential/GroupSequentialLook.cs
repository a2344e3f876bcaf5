namespace Reliability.Statistics;

/// <summary>One look of a group sequential test.</summary>
public sealed record GroupSequentialLook
{
    /// <summary>Gets the share of the final units that have arrived at this look, above 0 and at most 1.</summary>
    public required double InformationFraction { get; init; }

    /// <summary>Gets the |z| from which on the test stops with a significant effect at this look, above 0 and at most 38.</summary>
    public required double Boundary { get; init; }

    /// <summary>
    /// Gets the two-sided p-value that corresponds to <see cref="Boundary"/>, which an ordinary test must not exceed at this look.
    /// </summary>
    public required double NominalPValue { get; init; }

    /// <summary>Gets the alpha that is spent up to and including this look, from 0 to the whole alpha.</summary>
    public required double SpentAlpha { get; init; }
}
