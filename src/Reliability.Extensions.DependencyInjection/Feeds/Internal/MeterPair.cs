namespace Reliability.Internal;

/// <summary>Two instruments of a meter: one counts all events, the other counts the bad ones among them.</summary>
internal sealed record MeterPair(string Total, string Bad);
