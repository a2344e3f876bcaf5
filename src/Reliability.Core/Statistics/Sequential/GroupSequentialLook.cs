namespace Reliability.Statistics;

/// <summary>One look of a group sequential test.</summary>
/// <param name="InformationFraction">The share of the final units that are in at this look, above 0 and at most 1.</param>
/// <param name="Boundary">The |z| from which on the test stops for an effect here, above 0, at most 38.</param>
/// <param name="NominalPValue">The two-sided p-value that belongs to <paramref name="Boundary"/>: what an ordinary test must not exceed here.</param>
/// <param name="SpentAlpha">The risk spent up to and with this look, 0 to the whole risk.</param>
public sealed record GroupSequentialLook(double InformationFraction, double Boundary, double NominalPValue, double SpentAlpha);
