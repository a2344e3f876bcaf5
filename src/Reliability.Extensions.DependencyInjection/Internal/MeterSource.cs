namespace Reliability.Internal;

/// <summary>A declaration of an instrument that feeds an objective.</summary>
internal sealed record MeterSource(string Slo, string Meter, string Instrument, MeterFilter Filter);
