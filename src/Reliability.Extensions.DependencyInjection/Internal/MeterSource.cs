namespace Reliability.Internal;

/// <summary>One declaration: an objective and the instrument that feeds it.</summary>
internal sealed record MeterSource(string Slo, string Meter, string Instrument, MeterFilter Filter);
