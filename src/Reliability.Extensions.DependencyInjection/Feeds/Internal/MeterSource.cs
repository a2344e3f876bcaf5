namespace Reliability.Internal;

/// <summary>A declaration of an instrument that feeds an objective.</summary>
internal sealed record MeterSource(string Slo, string Meter, string Instrument, MeterFilter Filter)
{
    /// <summary>Gets the source that counts all events, if this source counts only the bad ones of them; otherwise null.</summary>
    public MeterSource? Total { get; init; }
}
