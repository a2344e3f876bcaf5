namespace Reliability.Internal;

/// <summary>A declaration of an instrument that feeds an objective.</summary>
internal sealed record MeterSource(string Slo, string Meter, string Instrument, MeterFilter Filter)
{
    /// <summary>Gets the two instruments of the declaration, if one counts all events and the other the bad ones; otherwise null.</summary>
    public MeterPair? Pair { get; init; }

    /// <summary>Gets what the objective waits for.</summary>
    public string Text => $"instrument {Instrument} of meter {Meter}{FeedText.Where(Filter.Taken)}";

    /// <summary>Gets a value indicating whether all measurements are bad events of the other instrument.</summary>
    public bool IsBadOfPair => Instrument == Pair?.Bad;
}
