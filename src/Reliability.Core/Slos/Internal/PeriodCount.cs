namespace Reliability.Slos.Internal;

/// <summary>The units of a period before adjustments.</summary>
internal readonly record struct PeriodCount(decimal Total, decimal Good, bool IsMeasured);
